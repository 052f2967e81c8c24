"""Two recruiters who edit one position: the second is told what was changed, and nothing is lost."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews.models import BankQuestion, Position
from tests.interviews.staff.position_form_data import kept_rows

pytestmark = pytest.mark.django_db

TOLD = "Nothing was saved. What you typed is still below"


@pytest.fixture
def position() -> Position:
    return Position.objects.create(
        title="Baker", slug="baker", language="en", competencies="Bread\nCake", question_count=4
    )


def signed_in(name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser(name))
    return client


def address(position: Position) -> str:
    return reverse("admin:interviews_position_change", args=[position.pk])


def opened(client: Client, position: Position) -> dict[str, Any]:
    """Return the fields of the form, as a browser would send them back."""
    seen = re.search(r'name="seen" value="(\w+)"', client.get(address(position)).content.decode())
    assert seen
    return {
        "title": position.title, "slug": position.slug, "language": position.language, "style": position.style,
        "question_count": position.question_count, "follow_up_limit": 1, "time_limit_minutes": 0, "seen": seen[1],
        **kept_rows(position),
    }  # fmt: skip


def save(client: Client, position: Position, form: dict[str, Any]) -> str:
    return client.post(address(position), form, follow=True).content.decode()


def test_the_second_is_told_and_may_save_all_the_same(position: Position) -> None:
    mina, boss = signed_in("mina"), signed_in("boss")
    first, second = opened(mina, position), opened(boss, position)
    assert "was changed successfully" in save(mina, position, first | {"title": "Master baker"})
    page = save(boss, position, second | {"title": "Pastry cook", "description": "Sweet things."})
    assert "mina changed this position at" in page
    assert TOLD in page
    assert "<li>Title: Master baker</li>" in page
    assert 'value="Pastry cook"' in page and "Sweet things." in page
    position.refresh_from_db()
    assert position.title == "Master baker" and not position.description

    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    assert "was changed successfully" in save(boss, position, second | {"title": "Pastry cook", "seen": seen[1]})
    position.refresh_from_db()
    assert position.title == "Pastry cook"


def test_a_change_of_a_row_below_is_a_change_too(position: Position) -> None:
    boss = signed_in("boss")
    form = opened(boss, position)
    BankQuestion.objects.create(position=position, topic="Bread", text="Why?")  # by a command, say
    page = save(boss, position, form | {"title": "Cook"})
    assert "Somebody changed this position" in page and TOLD in page


def test_a_row_that_somebody_deleted_is_told(position: Position) -> None:
    boss = signed_in("boss")
    form = opened(boss, position)
    position.competencies.filter(name="Bread").delete()
    page = save(boss, position, form)
    assert "Somebody else has deleted this row in the meantime." in page
    assert 'value="Bread"' in page


def test_saving_twice_in_a_row_is_no_conflict(position: Position) -> None:
    boss = signed_in("boss")
    assert "was changed successfully" in save(boss, position, opened(boss, position) | {"title": "Cook"})
    position.refresh_from_db()
    assert "was changed successfully" in save(boss, position, opened(boss, position) | {"title": "Chef"})


def test_a_script_in_a_title_is_text(position: Position) -> None:
    mina, boss = signed_in("mina"), signed_in("boss")
    first, second = opened(mina, position), opened(boss, position)
    save(mina, position, first | {"title": "<script>x</script>"})
    assert "<li>Title: &lt;script&gt;x&lt;/script&gt;</li>" in save(boss, position, second | {"title": "Cook"})
