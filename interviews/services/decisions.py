"""What people decide about candidates. The software never decides, and tells the candidate nothing."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from interviews.models import DECISION_REASON_CHARS, Decision, Interview, Scorecard
from interviews.record import audit

from . import scorecards
from .rejected import Rejected

DECIDE, CONFIRM = "decide", "confirm_decision"


@transaction.atomic
def decide(interview: Interview, user: Any, verdict: str, reason: str, resting_on: Collection[int] = ()) -> Decision:
    """Keep a decision, and those before it. `resting_on` has the keys of submitted scorecards of the interview.

    Raises Rejected: "closed" if the interview is not over, or is practice; "no_reason"; "malformed" for an unknown
    verdict, a reason that is too long or a scorecard of something else; "no_scorecard" if it rests on none, which only
    a withdrawal may; "unread" if the user has not read the scorecards.
    """
    locked = Interview.objects.select_for_update(of=("self",)).select_related("position").get(pk=interview.pk)
    if not locked.is_over or locked.practice:
        raise Rejected("closed")
    if not reason.strip():
        raise Rejected("no_reason")
    if verdict not in Decision.Verdict.values or len(reason) > DECISION_REASON_CHARS:
        raise Rejected("malformed")
    cards = _cards(locked, user, verdict, set(resting_on))
    decision = Decision.objects.create(
        interview=locked, verdict=verdict, reason=reason.strip(), decided_by=user, decided_by_name=user.get_username(),
        needs_confirmation=locked.position.decisions_need_two,
    )  # fmt: skip
    decision.scorecards.set(cards)
    audit.write(audit.staff(user), DECIDE, locked, decision=decision.pk, verdict=verdict)
    return decision


@transaction.atomic
def confirm(decision: Decision, user: Any) -> None:
    """Let a decision hold that waits for a second person.

    Raises Rejected: "own" if the user made it; "outdated" if it does not wait, or a newer one was made; "unread".
    """
    locked = Interview.objects.select_for_update().get(pk=decision.interview_id)
    newest = locked.decisions.order_by("-pk").first()
    if newest is None or newest.pk != decision.pk or not newest.is_pending:
        raise Rejected("outdated")
    if newest.decided_by_id == user.pk:
        raise Rejected("own")
    if newest.scorecards.exists() and not scorecards.may_read_others(locked, user):
        raise Rejected("unread")
    Decision.objects.filter(pk=decision.pk).update(
        confirmed_by=user, confirmed_by_name=user.get_username(), confirmed_at=Now()
    )
    audit.write(audit.staff(user), CONFIRM, locked, decision=decision.pk)


def _cards(interview: Interview, user: Any, verdict: str, keys: set[int]) -> list[Scorecard]:
    if not keys:
        if verdict != Decision.Verdict.WITHDRAWN:
            raise Rejected("no_scorecard")
        return []
    if not scorecards.may_read_others(interview, user):
        raise Rejected("unread")
    cards = list(interview.scorecards.submitted().filter(pk__in=keys))
    if len(cards) < len(keys):
        raise Rejected("malformed")
    return cards
