"""Positions in the admin: valid and invalid plans and banks."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import BankQuestion, Interview, Position

pytestmark = pytest.mark.django_db

ADD = reverse("admin:interviews_position_add")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def add(staff: Client, *bank: tuple[str, str], **fields: Any) -> tuple[Position | None, str]:
    """Return the new position, if there is one, and the page."""
    filled: dict[str, Any] = {
        "title": "Baker", "slug": "baker", "language": "en", "competencies": "Bread\nCake", "style": "adaptive",
        "question_count": 4, "follow_up_limit": 1, "time_limit_minutes": 0,
        "bank-TOTAL_FORMS": len(bank), "bank-INITIAL_FORMS": 0,
    }  # fmt: skip
    for number, (topic, text) in enumerate(bank):
        filled |= {f"bank-{number}-topic": topic, f"bank-{number}-text": text}
    page = staff.post(ADD, filled | fields).content.decode()
    return Position.objects.filter(slug="baker").first(), page


def test_a_position_is_kept_with_its_bank(staff: Client) -> None:
    position, _ = add(staff, ("Bread", "What is a sponge?"), ("Cake", "And an icing?"), style="mixed")
    assert position
    assert [banked.text for banked in position.plan.bank] == ["What is a sponge?", "And an icing?"]
    assert position.plan.style == "mixed"


@pytest.mark.parametrize("again", ["What is a sponge?", "  what is  a SPONGE? "])
def test_a_question_is_in_the_bank_only_once(staff: Client, again: str) -> None:
    position, page = add(staff, ("Bread", "What is a sponge?"), ("Cake", again))
    assert position is None
    assert "already in the bank" in page or "correct the duplicate" in page


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_question_is_refused(staff: Client, text: str) -> None:
    position, page = add(staff, ("Bread", text))
    assert position is None
    assert "This field is required." in page


def test_a_question_is_about_a_competency_of_the_position(staff: Client) -> None:
    position, page = add(staff, ("Beer", "What is a wort?"))
    assert position is None
    assert "spelled as in its list" in page


def test_a_verbatim_position_needs_a_bank(staff: Client) -> None:
    position, page = add(staff, style="verbatim")
    assert position is None
    assert "Add at least one question to the bank" in page
    assert add(staff, ("Bread", "What is a sponge?"), style="verbatim")[0]


def test_the_last_bank_question_of_a_verbatim_position_cannot_be_deleted(staff: Client) -> None:
    position, _ = add(staff, ("Bread", "What is a sponge?"), style="verbatim")
    assert position
    banked = position.bank.get()
    fields = {
        "title": "Baker", "slug": "baker", "language": "en", "competencies": "Bread", "style": "verbatim",
        "question_count": 4, "follow_up_limit": 1, "time_limit_minutes": 0, "bank-TOTAL_FORMS": 1,
        "bank-INITIAL_FORMS": 1, "bank-0-id": banked.pk, "bank-0-position": position.pk, "bank-0-topic": "Bread",
        "bank-0-text": banked.text, "bank-0-DELETE": "on",
    }  # fmt: skip
    page = staff.post(reverse("admin:interviews_position_change", args=[position.pk]), fields)
    assert "Add at least one question to the bank" in page.content.decode()
    assert BankQuestion.objects.filter(pk=banked.pk).exists()


def test_practice_is_not_counted(staff: Client) -> None:
    position = demo.position("en")
    services.create_interview(position, "Ada")
    Interview.objects.create(position=position, candidate="boss", language="en", practice=True)
    page = staff.get(reverse("admin:interviews_position_changelist")).content.decode()
    assert '<td class="field-interview_count">1</td>' in page


def test_a_positions_page_has_a_practice_button(staff: Client) -> None:
    position = demo.position("en")
    page = staff.get(reverse("admin:interviews_position_change", args=[position.pk])).content.decode()
    assert f'action="{reverse("interviews:practise", args=[position.pk])}"' in page
