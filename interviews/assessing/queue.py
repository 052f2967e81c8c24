"""The passes that wait for a worker. Only this module writes what becomes of one, and none that has ended changes."""

from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Now

from interviews.models import Assessment, Turn

LEASE = timedelta(seconds=60)
RENEW_SECONDS = 15
MAX_LOSSES = 3  # workers that died with a pass; then it fails

State, Failure = Assessment.State, Assessment.Failure


def a_question_waits() -> bool:
    """Return whether a candidate waits for a worker."""
    return Turn.objects.filter(status=Turn.Status.QUEUED).exists()


def claim() -> Assessment | None:
    """Claim the pass that has waited longest; None if none waits. One that workers died with too often fails."""
    while (waiting := Assessment.objects.claimable().order_by("pk").first()) is not None:
        losses = waiting.losses + (waiting.state == State.RUNNING)
        same = Assessment.objects.claimable().filter(pk=waiting.pk, claims=waiting.claims, state=waiting.state)
        if not same.update(state=State.RUNNING, losses=losses, claims=F("claims") + 1, lease_expires_at=Now() + LEASE):
            continue  # another worker was faster
        row = Assessment.objects.select_related("interview__position", "interview__candidate").get(pk=waiting.pk)
        if row.losses < MAX_LOSSES:
            return row
        fail(row, str(Failure.LOST))
    return None


def renew(row: Assessment) -> bool:
    """Extend the lease. Return whether this claim still holds the pass."""
    return bool(_held(row).update(lease_expires_at=Now() + LEASE))


def hand_back(row: Assessment) -> None:
    """Let the pass wait again."""
    _held(row).update(state=State.WAITING, lease_expires_at=None)


def finish(row: Assessment, **found: Any) -> bool:
    """Keep what a pass found. Return whether this claim still held it."""
    return _end(row, state=State.DONE, **found)


def fail(row: Assessment, why: str, **about: Any) -> bool:
    """Keep why a pass has failed, a value of `Failure`. Return whether this claim still held it."""
    return _end(row, state=State.FAILED, failure=Failure(why), **about)


def _end(row: Assessment, **fields: Any) -> bool:
    return bool(_held(row).update(finished_at=Now(), lease_expires_at=None, **fields))


def _held(row: Assessment) -> QuerySet[Assessment]:
    return Assessment.objects.filter(pk=row.pk, state=State.RUNNING, claims=row.claims)
