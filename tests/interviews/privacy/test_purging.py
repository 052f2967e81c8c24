"""Which interviews are due to be deleted, and that just those are."""

import asyncio
from datetime import datetime, timedelta
from io import StringIO

import pytest
from channels.db import database_sync_to_async as in_thread
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from interviews import demo, services
from interviews.models import AuditEntry, Interview, Organisation, Position, Turn
from interviews.privacy import retention
from interviews.privacy.purge import purge_daily
from interviews.services import course
from interviews.worker.expiry import keep_expiring
from tests.interviews.composed import composed, unreachable
from tests.interviews.scenes import asked, finished, ready

pytestmark = pytest.mark.django_db

DAYS = 30
LONG_AGO, LATELY = timedelta(days=DAYS, minutes=1), timedelta(days=DAYS, minutes=-1)


@pytest.fixture(autouse=True)
def company() -> Organisation:
    return Organisation.objects.create(name="Hanbit", retention_days=DAYS)


def age(interview: Interview, span: timedelta) -> Interview:
    """Move everything that happened in the interview that far into the past."""
    at = timezone.now() - span
    times = ("created_at", "consented_at", "started_at", "finished_at", "withdrawn_at", "invitation_expires_at")
    had = {name: at for name in times if getattr(interview, name)}
    Interview.objects.filter(pk=interview.pk).update(**had)
    interview.turns.update(queued_at=at)
    interview.staff_actions.update(at=at)
    return interview


def invited() -> Interview:
    interview = services.create_interview(demo.position("en"), "Kim")
    services.make_invitation(interview)
    return interview


def cancelled() -> Interview:
    interview = asked()
    assert course.call_off(interview)
    return interview


def withdrawn() -> Interview:
    interview = asked()
    services.withdraw(interview)
    interview.refresh_from_db()
    return interview


def expired() -> Interview:
    interview = invited()
    course.revoke(interview)
    interview.refresh_from_db()
    return interview


def run(*options: str) -> str:
    out = StringIO()
    call_command("purge_expired", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("kind", [finished, cancelled, withdrawn, expired, asked, ready, invited])
def test_what_ended_or_was_left_long_ago_goes_and_nothing_younger(kind: object) -> None:
    old, young = age(kind(), LONG_AGO), age(kind(), LATELY)  # type: ignore[operator]
    assert "1 interviews were deleted." in run()
    assert not Interview.objects.filter(pk=old.pk).exists()
    assert Interview.objects.filter(pk=young.pk).exists()


def test_an_interview_whose_link_is_valid_is_not_abandoned() -> None:
    interview = age(asked(), LONG_AGO)
    services.make_invitation(interview, days=7)
    assert run().startswith("0 interviews")
    assert Interview.objects.exists()


def test_a_dry_run_lists_and_changes_nothing() -> None:
    interview = age(finished(), LONG_AGO)
    before = list(AuditEntry.objects.values_list("hash", flat=True))
    ended = interview.finished_at and timezone.now() - LONG_AGO
    assert isinstance(ended, datetime)
    listed = run("--dry-run")
    assert (
        f"interview {interview.pk}, {interview.position.slug}, finished, last {ended:%Y-%m-%d}, kept for 30" in listed
    )
    assert "1 interviews would be deleted." in listed
    assert Interview.objects.exists() and Turn.objects.exists()
    assert list(AuditEntry.objects.values_list("hash", flat=True)) == before


def test_a_position_has_its_own_retention() -> None:
    interview, other = age(finished(), LONG_AGO), age(asked("ko"), LONG_AGO)
    Position.objects.filter(pk=interview.position_id).update(retention_days=2 * DAYS)
    Position.objects.filter(pk=other.position_id).update(retention_days=1)
    assert [each.pk for each in retention.due()] == [other.pk]
    run()
    assert list(Interview.objects.all()) == [interview]


def test_without_a_retention_nothing_is_deleted(company: Organisation) -> None:
    age(finished(), timedelta(days=5000))
    Organisation.objects.update(retention_days=None)
    for options in ([], ["--dry-run"]):
        assert "nobody has said" in run(*options)
    assert purge_daily() is None
    assert Interview.objects.exists()


def test_workers_announce_first_and_then_purge_once_a_day() -> None:
    age(finished(), LONG_AGO)
    assert purge_daily() is None and Interview.objects.exists()
    assert AuditEntry.objects.get(action="purge").details == {"due": 1, "announced": True}
    assert purge_daily() is None
    _a_day_passes()
    purged = purge_daily()
    assert purged and len(purged.interviews) == 1
    assert not Interview.objects.exists()
    age(finished(), LONG_AGO)
    assert purge_daily() is None and Interview.objects.exists()  # another worker, a minute later


@pytest.mark.django_db(transaction=True)
async def test_a_worker_purges_in_a_thread_of_its_own() -> None:
    interview = await in_thread(lambda: age(finished(), LONG_AGO))()
    assert await in_thread(purge_daily)() is None
    await in_thread(_a_day_passes)()
    stopping = asyncio.Event()
    task = asyncio.create_task(keep_expiring(stopping))
    async with asyncio.timeout(60):
        while await Interview.objects.filter(pk=interview.pk).aexists():
            pass
    stopping.set()
    await task


def _a_day_passes() -> None:
    with connection.cursor() as cursor:  # the trail refuses it by its own means
        cursor.execute("UPDATE interviews_auditentry SET at = %s", [timezone.now() - timedelta(days=1)])


def test_one_person_of_two_interviews_stays_until_both_are_due() -> None:
    old = age(finished(), LONG_AGO)
    services.create_interview(old.position, old.candidate)
    run()
    assert Interview.objects.get().candidate_id == old.candidate_id


def test_without_redis_the_command_says_so_and_nothing_is_lost() -> None:
    age(finished(), LONG_AGO)
    with composed(redis_address=unreachable()), pytest.raises(CommandError, match="1 are still there"):
        run()
    assert Interview.objects.exists()


def test_the_trail_says_why() -> None:
    age(finished(), LONG_AGO)
    run()
    assert {entry.details["why"] for entry in AuditEntry.objects.filter(action="forget")} == {"retention"}
    assert Interview.objects.filter(finished_at__lt=Now()).count() == 0
