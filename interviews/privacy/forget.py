"""Deletes what is kept about a person, everywhere that this product reaches."""

from collections import Counter
from collections.abc import Callable, Sequence

import structlog
from django.db import transaction
from redis import RedisError

from interviews.models import Candidate, Interview
from interviews.record import audit
from interviews.record.audit import Actor
from streaming.redis_errors import reason_of

from . import traces
from .person import PersonsData

log, security = structlog.get_logger(__name__), structlog.get_logger("security")

GOING_ON = (Interview.Status.RUNNING, Interview.Status.PAUSED)


class NotForgotten(Exception):
    """Raised if nothing was deleted. `code`: "running" (cancel the interview first), "redis" (it is away), "gone"."""

    def __init__(self, code: str, interview: Interview | None = None) -> None:
        super().__init__(code)
        self.code, self.interview = code, interview


def forget_interviews(interviews: Sequence[Interview], who: Actor, why: str = "asked") -> Counter[str]:
    """Delete interviews of one person and all that came of them, and the person if there is no other interview.

    Return counts by kind. `why` is a code for the audit trail. Raises NotForgotten, and then nothing was deleted.
    """
    return _forget(lambda: PersonsData.of_interviews(_locked(interviews)), who, why)


def forget_candidate(candidate: Candidate, who: Actor, why: str = "asked") -> Counter[str]:
    """Delete a candidate with all interviews. As `forget_interviews` in all else."""

    def find() -> PersonsData:
        _locked(list(candidate.interviews.all()))
        return PersonsData.of_candidate(candidate)

    return _forget(find, who, why)


def look(person: PersonsData) -> Counter[str]:
    """Count what would be deleted, by kind. Raises NotForgotten for the reasons that keep it from being deleted."""
    return _demand_possible(person) + sum((trace.look(person) for trace in traces.TRACES), Counter[str]())


def _demand_possible(person: PersonsData) -> Counter[str]:
    """Raise NotForgotten if the person cannot be forgotten now. Return what Redis has."""
    for interview in person.interviews:
        if interview.status in GOING_ON:
            raise NotForgotten("running", interview)
    try:
        return traces.IN_REDIS.look(person)
    except (RedisError, OSError) as error:
        log.warning("not forgotten: Redis is away", reason=reason_of(error))
        raise NotForgotten("redis") from error


def _forget(find: Callable[[], PersonsData], who: Actor, why: str) -> Counter[str]:
    with transaction.atomic():
        person = find()
        _demand_possible(person)
        interviews, candidate = [each.pk for each in person.interviews], person.candidate and person.candidate.pk
        counts = sum((trace.erase(person) for trace in traces.TRACES), Counter[str]())
        about = [*((audit.INTERVIEW, pk) for pk in interviews), *([("candidate", candidate)] if candidate else [])]
        audit.write_about(who, audit.FORGET, about, why=why, rows=person.counts.total())
    # Whoever restores a backup finds here who has to be forgotten once more.
    security.info("forgotten", interviews=interviews, candidate=candidate)
    try:
        return counts + traces.IN_REDIS.erase(_with_keys(person, interviews))
    except (RedisError, OSError) as error:  # it answered a moment ago
        log.error("a forgotten interview's keys are still in Redis, for a day at most", reason=reason_of(error))
        return counts


def _with_keys(person: PersonsData, keys: Sequence[int]) -> PersonsData:
    # Django takes the keys off what it has deleted.
    return PersonsData([Interview(pk=key) for key in keys], None)


def _locked(interviews: Sequence[Interview]) -> list[Interview]:
    """Return the interviews as they are now, so that none begins meanwhile. Raises NotForgotten "gone"."""
    keys = [each.pk for each in interviews]
    now = Interview.objects.select_for_update(of=("self",)).select_related("candidate", "position").filter(pk__in=keys)
    found = list(now.order_by("pk"))
    if len(found) < len(keys):
        raise NotForgotten("gone")
    return found
