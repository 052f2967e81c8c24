"""The latency chart on the admin's index page: who sees it, and which data it shows."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interviews import demo, services
from interviews.models import Generation, Interview, Membership
from interviews.staff import last_day
from tests.interviews.scenes import asked, started

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")


@pytest.fixture
def staff() -> User:
    return User.objects.create_user("staff", is_staff=True)


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    cache.delete(last_day.CACHE_KEY)


@pytest.fixture
def page(client: Client, staff: User) -> Any:
    """Loads the page for a user who may view attempts."""
    staff.user_permissions.add(Permission.objects.get(codename="view_generation"))
    client.force_login(staff)
    return lambda language="en": client.get(INDEX, headers={"accept-language": language}).content.decode()


def question(interview: Interview | None = None, **fields: Any) -> Generation:
    """An attempt in the current hour."""
    made = asked() if interview is None else interview
    times = {"first_token_ms": 321, "first_audio_ms": 987, "claimed_at": timezone.now()}
    Generation.objects.filter(turn__interview=made).update(**{**times, **fields})
    return Generation.objects.get(turn__interview=made)


def rows(shown: str) -> list[list[str]]:
    """Return the table's cells by hour, without the hour itself."""
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


def test_the_chart_has_a_text_alternative(page: Any) -> None:
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
def test_stopped_refused_and_unfinished_attempts_do_not_count(page: Any, fields: dict[str, str]) -> None:
    question(**fields)
    assert rows(page()) == []


def test_practice_does_not_count(page: Any) -> None:
    made = question()
    Interview.objects.filter(pk=made.turn.interview_id).update(practice=True)
    assert rows(page()) == []


def test_older_questions_are_not_shown(page: Any) -> None:
    question(claimed_at=timezone.now() - timedelta(hours=25))
    assert rows(page()) == []


def test_without_questions_it_says_what_the_chart_will_show(page: Any) -> None:
    started()
    shown = page()
    assert "The last 24 hours" in shown
    assert "Once interviews are held, this chart shows how long candidates waited" in shown


def test_beyond_the_limit_the_latest_attempts_count_and_the_page_says_so(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_day, "MAX_ROWS", 2)
    now = timezone.now()
    for minutes in (3, 2, 1):
        question(first_token_ms=100 * minutes, claimed_at=now - timedelta(minutes=minutes))
    shown = page()
    assert "Only the latest 2 attempts are shown." in shown
    assert "2 questions were asked." in shown


def test_the_share_within_half_a_second_is_shown(page: Any) -> None:
    for first_token_ms in (100, 500, 501):
        question(first_token_ms=first_token_ms)
    assert "66% of them started within half a second." in page()


def test_the_section_needs_permission_to_view_attempts(client: Client, staff: User) -> None:
    question()
    staff.user_permissions.add(Permission.objects.get(codename="view_interview"))
    client.force_login(staff)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = client.get(INDEX).content.decode()
    assert "last-day" not in shown.replace("last_day.css", "")
    assert not [query for query in queries if "interviews_generation" in query["sql"]]


def test_the_attempts_are_read_once_a_minute_and_again_in_a_new_hour(django_assert_num_queries: Any) -> None:
    now = timezone.now()
    question(claimed_at=now)
    with django_assert_num_queries(1):
        first = last_day.recent_day(now)
        question_count = first.whole.asked
        assert last_day.recent_day(now) == first
    with django_assert_num_queries(1):
        later = last_day.recent_day(now + last_day.HOUR)
    assert (question_count, later.whole.begins) == (1, first.whole.begins + last_day.HOUR)


def test_the_number_of_queries_does_not_depend_on_the_questions(page: Any) -> None:
    for _ in range(3):
        question()
    with CaptureQueriesContext(connection) as queries:
        page()
    assert len([query for query in queries if "interviews_generation" in query["sql"]]) == 1


def test_times_are_in_the_viewers_language(page: Any) -> None:
    question(claimed_at=timezone.localtime().replace(minute=0))
    assert re.search(r'<th scope="row">\d{4}-\d{2}-\d{2}\.? 오[전후] \d+:00</th>', page("ko"))
    assert re.search(r'<th scope="row">\d+/\d+/\d{4} (\d+ [ap]\.m\.|noon|midnight)</th>', page("en"))


def needs(shown: str) -> list[tuple[str, str]]:
    """Return what waits, as numbers and addresses."""
    found = re.findall(r'<li><a href="([^"]+)"><strong>(\d+)</strong>', shown)
    return [(number, address.partition("?")[2]) for address, number in found]


def test_the_first_page_says_who_needs_somebody_now(client: Client) -> None:
    client.force_login(User.objects.create_superuser("boss"))
    assert needs(client.get(INDEX).content.decode()) == []
    answered_long_ago, stopped, invited = asked(), asked(), invite()
    Interview.objects.filter(pk=invited.pk).update(invitation_expires_at=timezone.now() + timedelta(days=1))
    answered_long_ago.turns.update(queued_at=timezone.now() - timedelta(days=2))
    stopped.turns.update(status="failed")
    services.ask_people(stopped, "person")
    shown = client.get(INDEX).content.decode()
    assert needs(shown) == [
        ("1", "state__exact=open"),
        ("1", "stage=stuck"),
        ("1", "stage=soon"),
        ("1", "stage=waiting"),
    ]
    for _, query in needs(shown)[1:]:
        assert (
            "1 interview" in client.get(f"{reverse('admin:interviews_interview_changelist')}?{query}").content.decode()
        )


def test_a_colleague_of_one_position_sees_what_waits_there(client: Client, staff: User) -> None:
    here, there = asked(), asked("ko")
    for interview in (here, there):
        interview.turns.update(status="failed")
    Membership.objects.create(user=staff, role=Membership.Role.RECRUITER, position=here.position)
    client.force_login(staff)
    assert needs(client.get(INDEX).content.decode()) == [("1", "stage=stuck")]


def invite() -> Interview:
    interview = services.create_interview(demo.position("en"), "Lee")
    services.make_invitation(interview)
    return interview


@pytest.mark.parametrize(
    ("role", "everywhere", "led_to"),
    [
        ("recruiter", True, {"add", "invite"}),
        ("recruiter", False, {"invite"}),
        ("observer", True, set()),
    ],
)
def test_the_first_page_leads_to_what_a_round_begins_with(
    client: Client, staff: User, role: str, everywhere: bool, led_to: set[str]
) -> None:
    position = demo.position("en")
    Membership.objects.create(user=staff, role=role, position=None if everywhere else position)
    client.force_login(staff)
    first = re.findall(r'<a class="button" href="/admin/interviews/\w+/(\w+)/">', client.get(INDEX).content.decode())
    assert set(first) == led_to
    if role == "recruiter":
        page = client.get(reverse("admin:interviews_position_change", args=[position.pk])).content.decode()
        assert f'{reverse("admin:interviews_interview_invite")}?position={position.pk}"' in page
        assert reverse("interviews:practise", args=[position.pk]) in page
