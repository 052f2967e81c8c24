"""What people type into positions and interviews is kept in Unicode's composed form."""

import unicodedata
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import BankQuestion, Position
from interviews.nfc import nfc
from tests.interviews.staff.position_form_data import competency_rows

pytestmark = pytest.mark.django_db

COMPOSED = "장애 대응, café"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)


@pytest.mark.parametrize("text", ["", "plain", COMPOSED, "😀 x", "\ud800", "\0", "half \u1112\u1161"])
def test_what_is_composed_stays_as_it_is_and_anything_else_is_composed(text: str) -> None:
    assert nfc(unicodedata.normalize("NFD", text)) == nfc(text) == unicodedata.normalize("NFC", text)


def test_a_long_text_without_spaces_is_composed_too() -> None:
    for word in ("하난한글", "é", "が", "ᾂ"):
        assert nfc(unicodedata.normalize("NFD", word * 3_000)) == word * 3_000


def test_a_candidates_name_is_composed() -> None:
    interview = services.create_interview(demo.position("ko"), DECOMPOSED)
    assert interview.name == COMPOSED
    interview.refresh_from_db()
    assert interview.name == COMPOSED


def test_a_position_and_its_bank_are_composed_however_they_are_written() -> None:
    written: dict[str, Any] = {"title": DECOMPOSED, "description": DECOMPOSED}
    position = Position.objects.create(slug="x", language="ko", competencies=DECOMPOSED, **written)
    BankQuestion.objects.bulk_create([BankQuestion(position=position, topic=DECOMPOSED, text=DECOMPOSED)])
    assert Position.objects.values_list(*written).get(slug="x") == (COMPOSED,) * 2
    assert position.topics == (COMPOSED,)
    assert position.bank.values_list("topic", "text").get() == (COMPOSED, COMPOSED)
    assert position.plan.bank[0].topic in position.topics
    assert Position.objects.filter(title=DECOMPOSED).exists()


def test_a_form_compares_what_was_typed_in_composed_form(client: Client) -> None:
    client.force_login(User.objects.create_superuser("boss"))
    client.post(
        reverse("admin:interviews_position_add"),
        {
            "title": DECOMPOSED, "slug": "x", "language": "ko", "style": "adaptive", **competency_rows(DECOMPOSED),
            "question_count": 2, "follow_up_limit": 1, "time_limit_minutes": 0, "competencies-0-questions": DECOMPOSED,
        },
    )  # fmt: skip
    banked = Position.objects.get(slug="x").bank.get()
    assert (banked.topic, banked.text) == (COMPOSED, COMPOSED)
