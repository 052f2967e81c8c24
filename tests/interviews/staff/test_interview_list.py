"""The list of interviews tells where each of them stands, and is read by a few queries however long it is."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from channels.db import database_sync_to_async as in_thread
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interviews import demo, services
from interviews.models import Candidate, Interview, Turn
from interviews.services import course
from interviews.worker.expiry import keep_expiring
from tests.interviews.scenes import SAID, asked, finished, ready

pytestmark = pytest.mark.django_db

LIST = reverse("admin:interviews_interview_changelist")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def listed(staff: Client, **query: Any) -> list[Any]:
    return list(staff.get(LIST, query).context["cl"].result_list)


def invited(days: float) -> Interview:
    interview = services.create_interview(demo.position("en"), "Kim")
    services.make_invitation(interview)
    Interview.objects.filter(pk=interview.pk).update(invitation_expires_at=timezone.now() + timedelta(days=days))
    return interview


def quiet_for(hours: float) -> Interview:
    interview = asked()
    Turn.objects.filter(interview=interview).update(queued_at=timezone.now() - timedelta(hours=hours))
    return interview


def test_every_stage_is_told_and_filtered(staff: Client) -> None:
    made = {
        "invited": invited(days=9), "ready": ready(), "running": quiet_for(23), "waiting": quiet_for(25),
        "abandoned": quiet_for(24 * 8), "paused": quiet_for(1), "finished": finished(), "cancelled": invited(days=9),
        "expired": invited(days=-1), "withdrawn": ready(),
    }  # fmt: skip
    course.pause(made["paused"])
    services.cancel_interview(made["cancelled"], User.objects.get())
    services.withdraw(made["withdrawn"])
    for stage, interview in made.items():
        assert [each.pk for each in listed(staff, stage=stage)] == [interview.pk], stage
    assert {each.pk: each.stage for each in listed(staff)} == {each.pk: stage for stage, each in made.items()}


def test_no_stage_is_called_by_a_moment_in_korean(staff: Client) -> None:
    ready()
    page = staff.get(LIST, headers={"accept-language": "ko"}).content.decode()
    assert "시작 준비됨" in page
    assert "동의한 시각" not in page


def test_links_that_expire_soon_are_found(staff: Client) -> None:
    soon = invited(days=2)
    invited(days=4), invited(days=-1)
    assert [each.pk for each in listed(staff, stage="soon")] == [soon.pk]


def test_an_answer_is_activity(staff: Client) -> None:
    interview = quiet_for(48)
    services.answer(interview, 1, SAID)
    [shown] = listed(staff)
    assert shown.stage == "running"


def test_practice_is_shown_if_it_is_asked_for(staff: Client) -> None:
    real, practice = ready(), services.create_practice(demo.position("en"), "boss")
    assert [each.pk for each in listed(staff)] == [real.pk]
    assert [each.pk for each in listed(staff, practised="only")] == [practice.pk]
    assert len(listed(staff, practised="all")) == 2


def test_answers_and_questions_are_searched_without_counting_turns_twice(staff: Client) -> None:
    interview = asked()
    services.answer(interview, 1, SAID)
    ready()
    for words in ("PostgreSQL", "Why?"):
        [found] = listed(staff, q=words)
        assert (found.pk, found.settled) == (interview.pk, 1)


def test_a_list_of_thousands_takes_few_queries(staff: Client) -> None:
    people = Candidate.objects.bulk_create(Candidate(name=f"Kim {number}") for number in range(5_000))
    position = demo.position("en")
    Interview.objects.bulk_create(Interview(position=position, candidate=each, language="en") for each in people)
    with CaptureQueriesContext(connection) as queries:
        assert len(listed(staff)) == 100
    assert len(queries) <= 12, [query["sql"][:80] for query in queries]


def test_what_ran_out_is_marked_and_nothing_else() -> None:
    out, open_, running = invited(days=-1), invited(days=1), asked()
    Interview.objects.filter(pk=running.pk).update(invitation_expires_at=timezone.now() - timedelta(days=1))
    assert course.expire_due() == 1
    assert dict(Interview.objects.values_list("pk", "status")) == {
        out.pk: "expired", open_.pk: "invited", running.pk: "running",
    }  # fmt: skip
    assert course.expire_due() == 0


@pytest.mark.django_db(transaction=True)
async def test_a_worker_marks_what_ran_out() -> None:
    interview = await in_thread(invited)(days=-1)
    stopping = asyncio.Event()
    task = asyncio.create_task(keep_expiring(stopping))
    async with asyncio.timeout(60):
        while (await Interview.objects.aget(pk=interview.pk)).status != "expired":
            pass
    stopping.set()
    await task


def test_a_position_is_named_by_its_short_name_or_its_id() -> None:
    for key in ("demo-ko", demo.position("ko").pk, str(demo.position("ko").pk)):
        call_command("invite", candidate="Kim", position=key)
    assert Interview.objects.filter(position__slug="demo-ko").count() == 3
    for key in ("nonsense", "0", "9" * 30):
        with pytest.raises(CommandError, match="not found"):
            call_command("invite", candidate="Kim", position=key)
