"""Deletes the interviews that have been kept for as long as candidates were told."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

import structlog
from django.db import transaction
from django.utils import timezone

from interviews.models import AuditEntry
from interviews.record import audit
from interviews.record.audit import Actor
from interviews.services.status import end_early

from . import retention
from .forget import NotForgotten, forget_interviews
from .remains import wipe

log = structlog.get_logger(__name__)

A_DAY = timedelta(hours=23, minutes=30)  # so that it does not wander through the day
WORKER_WAITS_SECONDS = 30.0


class Purged(NamedTuple):
    """The keys of the interviews that were deleted, and what that was, by kind; and those that could not be."""

    interviews: list[int]
    counts: Counter[str]
    left: list[int]


def purge(who: Actor) -> Purged:
    """Delete all interviews that are due. Each goes by itself: one that fails leaves the others alone."""
    done, counts, left = [], Counter[str](), []
    for key in list(retention.due().values_list("pk", flat=True)):
        try:
            counts += _forget(key, who)
            done.append(key)
        except NotForgotten as refused:
            if refused.code != "gone":
                left.append(key)
    return Purged(done, counts, left)


def purge_daily() -> Purged | None:
    """Purge if no worker has done so for a day. Return None if nothing was to be done.

    The first time nothing is deleted, for a day: the log and the admin say how much is due, in case it is a mistake.
    """
    looks = AuditEntry.objects.filter(action=audit.PURGE, actor=audit.WORKER.kind)
    if not retention.is_limited() or looks.filter(at__gt=timezone.now() - A_DAY).exists():
        return None
    is_first, due = not looks.exists(), retention.due().count()
    audit.write_about(audit.WORKER, audit.PURGE, [(audit.INTERVIEW, None)], due=due, announced=is_first)
    if is_first:
        log.warning("interviews are deleted in a day: `manage.py purge_expired --dry-run` lists them", interviews=due)
        return None
    purged = purge(audit.WORKER)
    log.info("purged", interviews=len(purged.interviews), left=len(purged.left))
    if purged.interviews:
        wipe(thoroughly=False, seconds=WORKER_WAITS_SECONDS)  # a new file would keep interviews waiting
    return purged


def _forget(key: int, who: Actor) -> Counter[str]:
    interview = retention.due().filter(pk=key).first()
    if interview is None:  # somebody has extended or deleted it meanwhile
        raise NotForgotten("gone")
    if not interview.is_over:
        with transaction.atomic():
            end_early(interview, by="retention")
    return forget_interviews([interview], who, why="retention")
