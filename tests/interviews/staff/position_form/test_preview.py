"""The preview of a plan while it is typed: what the plan leads to, and what candidates are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews import demo, services
from interviews.models import Interview, Position
from interviews.record.duration import estimated_minutes
from tests.interviews.staff.position_form_data import competency_rows, kept_rows

pytestmark = pytest.mark.django_db

PLAN = reverse("admin:interviews_position_plan")
TYPED: dict[str, Any] = {
    "style": "mixed", "question_count": 4, "follow_up_limit": 1, "time_limit_minutes": 0,
    "competencies-1-questions": "And an icing?",
}  # fmt: skip


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def previewed(staff: Client, about: str = "", **typed: Any) -> str:
    response = staff.post(f"{PLAN}?position={about}", TYPED | competency_rows("Bread", "Cake") | typed)
    assert response.status_code == 200
    return response.content.decode()


def test_a_plan_is_previewed_before_anything_is_saved(staff: Client) -> None:
    page = previewed(staff)
    assert page.count("<li>") == 4
    assert "<li>Cake: “And an icing?”</li>" in page
    assert "it takes about 15 minutes" in page
    assert not Position.objects.exists()


def test_the_preview_follows_what_is_typed(staff: Client) -> None:
    assert previewed(staff, question_count=6, follow_up_limit=2).count("<li>") == 6
    assert "<li>Jam: a case" in previewed(staff, **competency_rows("Bread", "Cake", "Jam"))
    assert "icing" not in previewed(staff, **{"competencies-1-questions": ""})
    assert "it takes about 5 minutes" in previewed(staff, time_limit_minutes=5)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (competency_rows(), "Name the competencies"),
        ({"question_count": 1}, "Ask at least 2 questions"),
        ({"question_count": "many"}, "Correct the numbers"),
        ({"question_count": ""}, "Correct the numbers"),
        ({"question_count": 31}, "Correct the numbers"),
        ({"style": "verbatim"}, "Add one on each of: Bread."),
        ({"style": "verse"}, "Correct the numbers"),
    ],
)
def test_a_plan_that_cannot_be_held_is_told_why(staff: Client, typed: dict[str, Any], told: str) -> None:
    page = previewed(staff, **typed)
    assert told in page
    assert "<ol>" not in page


def test_the_minutes_are_those_that_candidates_are_told(staff: Client) -> None:
    position, began = demo.position("en"), timezone.now() - timedelta(hours=2)
    for _ in range(3):
        taken = services.create_interview(position, "Ada")
        Interview.objects.filter(pk=taken.pk).update(
            status="finished", consented_at=began, started_at=began, finished_at=began + timedelta(minutes=33)
        )
    told = estimated_minutes(services.create_interview(position, "Bob"))
    assert told == 35
    page = previewed(staff, str(position.pk), **kept_rows(position))
    assert "it takes about 35 minutes. This is what the latest 3 finished interviews of this position took." in page


def test_a_script_in_a_competency_is_text(staff: Client) -> None:
    assert "<script>" not in previewed(staff, **competency_rows("<script>", "Cake"))
