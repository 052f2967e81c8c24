"""The last 24 hours on the admin's first page: who sees them, and what of the database they show."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interviews.models import Generation, Interview
from interviews.staff import last_day
from tests.interviews.scenes import asked, started

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")


@pytest.fixture
def staff() -> User:
    return User.objects.create_user("staff", is_staff=True)


@pytest.fixture
def page(client: Client, staff: User) -> Any:
    """Loads the page as somebody who may see attempts."""
    staff.user_permissions.add(Permission.objects.get(codename="view_generation"))
    client.force_login(staff)
    return lambda language="en": client.get(INDEX, headers={"accept-language": language}).content.decode()


def question(interview: Interview | None = None, **fields: Any) -> Generation:
    """Of the hour that runs."""
    made = asked() if interview is None else interview
    times = {"first_token_ms": 321, "first_audio_ms": 987, "claimed_at": timezone.now()}
    Generation.objects.filter(turn__interview=made).update(**{**times, **fields})
    return Generation.objects.get(turn__interview=made)


def rows(shown: str) -> list[list[str]]:
    """The table's cells, hour by hour, without the hour."""
    found = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", shown, re.DOTALL)
    return [re.findall(r"<td>(.*?)</td>", hour) for hour in found]


EMPTY_HOUR = ["0", "–", "–", "–", "–", "0"]


def test_an_hour_is_shown_with_its_questions_times_and_failures(page: Any) -> None:
    question()
    question(first_token_ms=500, first_audio_ms=None)
    question(outcome="failed", failure_code="timeout")
    hours = rows(page())
    assert len(hours) == last_day.HOURS
    assert hours[-1] == ["2", "0.32", "0.50", "0.99", "0.99", "1"]
    assert hours[:-1] == [EMPTY_HOUR] * (last_day.HOURS - 1)


def test_it_is_drawn_and_described_for_who_does_not_see_it(page: Any) -> None:
    question()
    [svg] = re.findall(r'<svg viewBox="0 0 640 260".*?</svg>', page(), re.DOTALL)
    assert 'role="img" aria-labelledby="last-day-chart last-day-description"' in svg
    assert svg.count("<circle") == svg.count('class="square"') == 1
    assert 'class="promise"' in svg
    assert "style=" not in svg, "the content security policy would refuse it"


def test_a_question_from_the_bank_counts(page: Any) -> None:
    question(source=Generation.Source.BANK)
    assert rows(page())[-1][0] == "1"


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "failed", "failure_code": "cancelled"},
        {"outcome": "refused", "failure_code": "no_question"},
        {"outcome": "running"},
    ],
)
def test_what_was_stopped_refused_or_is_not_done_counts_nowhere(page: Any, fields: dict[str, str]) -> None:
    question(**fields)
    assert rows(page()) == []


def test_practice_counts_nowhere(page: Any) -> None:
    made = question()
    Interview.objects.filter(pk=made.turn.interview_id).update(practice=True)
    assert rows(page()) == []


def test_yesterdays_questions_are_gone(page: Any) -> None:
    question(claimed_at=timezone.now() - timedelta(hours=25))
    assert rows(page()) == []


def test_before_the_first_question_it_says_what_will_be_here(page: Any) -> None:
    started()
    shown = page()
    assert "The last 24 hours" in shown
    assert "Once interviews are held, this chart shows how long candidates waited" in shown


def test_of_too_many_the_newest_count_and_the_page_says_so(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_day, "MAX_ROWS", 2)
    now = timezone.now()
    for minutes in (3, 2, 1):
        question(first_token_ms=100 * minutes, claimed_at=now - timedelta(minutes=minutes))
    shown = page()
    assert "Only the latest 2 attempts are shown." in shown
    assert "2 questions were asked." in shown


def test_the_share_within_half_a_second_is_told(page: Any) -> None:
    for first_token_ms in (100, 500, 501):
        question(first_token_ms=first_token_ms)
    assert "66% of them started within half a second." in page()


def test_who_may_not_see_attempts_sees_no_section(client: Client, staff: User) -> None:
    question()
    staff.user_permissions.add(Permission.objects.get(codename="view_interview"))
    client.force_login(staff)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = client.get(INDEX).content.decode()
    assert "last-day" not in shown.replace("last_day.css", "")
    assert not [query for query in queries if "interviews_generation" in query["sql"]]


def test_it_takes_one_query_however_many_questions(page: Any) -> None:
    for _ in range(3):
        question()
    with CaptureQueriesContext(connection) as queries:
        page()
    assert len([query for query in queries if "interviews_generation" in query["sql"]]) == 1


def test_hours_are_told_in_the_viewers_language(page: Any) -> None:
    question(claimed_at=timezone.localtime().replace(minute=0))
    assert re.search(r'<th scope="row">\d{4}-\d{2}-\d{2}\.? 오[전후] \d+:00</th>', page("ko"))
    assert re.search(r'<th scope="row">\d+/\d+/\d{4} (\d+ [ap]\.m\.|noon|midnight)</th>', page("en"))
