"""Positions in the admin: valid and invalid plans and banks."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.interviewer.feasibility import preview
from interviews.models import BankQuestion, Interview, Position
from tests.interviews.staff.position_form_data import competency_rows, kept_rows

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
        "title": "Baker", "slug": "baker", "language": "en", "style": "adaptive", **competency_rows("Bread", "Cake"),
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


def test_a_verbatim_position_needs_a_bank_question_on_each_competency(staff: Client) -> None:
    position, page = add(staff, ("Cake", "What is a sponge?"), style="verbatim", question_count=2)
    assert position is None
    assert "Add one on each of: Bread." in page
    assert "Add one on each of: Bread, Cake." in add(staff, style="verbatim", question_count=2)[1]
    bank = ("Bread", "What is a sponge?"), ("Cake", "And an icing?")
    assert add(staff, *bank, style="verbatim", question_count=2)[0]


def test_a_verbatim_position_promises_no_more_questions_than_its_bank_has(staff: Client) -> None:
    bank = ("Bread", "What is a sponge?"), ("Cake", "And an icing?")
    position, page = add(staff, *bank, style="verbatim", question_count=3)
    assert position is None
    assert "This position asks 3 questions, all from the bank, which has 2." in page


@pytest.mark.parametrize(
    ("count", "message"),
    [(1, "Ask at least 2 questions: one for each competency."), (11, "10 can be asked without repetition.")],
)
def test_a_number_of_questions_that_cannot_be_held_is_refused_at_its_field(
    staff: Client, count: int, message: str
) -> None:
    position, page = add(staff, question_count=count)
    assert position is None
    field = page.split('class="form-row errors field-question_count"')[1].split('class="form-row')[0]
    assert message in field


@pytest.mark.parametrize("count", [2, 10])
def test_the_fewest_and_the_most_questions_can_be_held(staff: Client, count: int) -> None:
    assert add(staff, question_count=count)[0]


def test_the_plan_is_previewed_as_a_list_of_questions(staff: Client) -> None:
    position, _ = add(staff, ("Cake", "And an icing?"), style="mixed")
    assert position
    page = staff.get(reverse("admin:interviews_position_change", args=[position.pk])).content.decode()
    assert page.split("<ol>")[1].split("</ol>")[0] == (
        "<li>Bread: a case of the candidate&#x27;s own</li>"
        "<li>Bread: when and where it was, and what was at stake</li>"
        "<li>Cake: “And an icing?”</li>"
        "<li>Cake: when and where it was, and what was at stake</li>"
    )
    assert "Name the competencies: the questions appear here while you type." in staff.get(ADD).content.decode()


def test_the_demo_positions_can_be_held() -> None:
    for language in demo.POSITIONS:
        position = demo.position(language)
        position.full_clean()
        assert {ask.topic for ask, _ in preview(position.plan)} == set(position.topics)


def test_the_last_bank_question_of_a_verbatim_position_cannot_be_deleted(staff: Client) -> None:
    bread = {"style": "verbatim", "question_count": 1}
    position, _ = add(staff, ("Bread", "What is a sponge?"), **bread, **competency_rows("Bread"))
    assert position
    banked = position.bank.get()
    fields = {
        "title": "Baker", "slug": "baker", "language": "en", "style": "verbatim", **kept_rows(position),
        "question_count": 1, "follow_up_limit": 1, "time_limit_minutes": 0, "bank-TOTAL_FORMS": 1,
        "bank-INITIAL_FORMS": 1, "bank-0-id": banked.pk, "bank-0-position": position.pk, "bank-0-topic": "Bread",
        "bank-0-text": banked.text, "bank-0-DELETE": "on",
    }  # fmt: skip
    page = staff.post(reverse("admin:interviews_position_change", args=[position.pk]), fields)
    assert "Add one on each of: Bread." in page.content.decode()
    assert BankQuestion.objects.filter(pk=banked.pk).exists()


def test_practice_is_not_counted(staff: Client) -> None:
    position = demo.position("en")
    services.create_interview(position, "Ada")
    Interview.objects.create(position=position, practised_by="boss", language="en", practice=True)
    page = staff.get(reverse("admin:interviews_position_changelist")).content.decode()
    assert '<td class="field-interview_count">1</td>' in page


def test_a_positions_page_has_a_practice_button(staff: Client) -> None:
    position = demo.position("en")
    page = staff.get(reverse("admin:interviews_position_change", args=[position.pk])).content.decode()
    assert f'action="{reverse("interviews:practise", args=[position.pk])}"' in page
