"""What staff can do on the page of an interview. Each action takes a reason, which is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interviews import services
from interviews.composition import current
from interviews.mailing import queue
from interviews.models import REASON_CHARS, Interview, Mail, StaffAction, Turn
from interviews.nfc import nfc
from interviews.services import Rejected
from interviews.staff.inviting.changes import CHANGES

# Says why nothing was done, by the code of `Rejected`.
REFUSALS = {
    "over": _("Nothing was changed: the interview is not running any more."),
    "wrong_turn": _("Nothing was changed: the question has gone on in the meantime."),
    "too_much_time": _("Nothing was changed: more than four times the position’s time limit cannot be given."),
    "mail_waits": _("Nothing was changed: this e-mail waits to be sent already."),
    "too_many_attempts": _("This question was asked again five times in a row. Try once more in ten minutes."),
}
MORE_TIME_PERCENT = 25
EXTENSION_DAYS = 7
REASON_MISSING = _("Write a reason first. It is kept in the history of the interview.")
REASON_TOO_LONG = _("A reason can have at most 300 characters.")


class ActionRefused(Exception):
    """Raised if an action was not carried out. `message` is for the person who asked for it."""

    def __init__(self, message: Any) -> None:
        super().__init__()
        self.message = message


@dataclass(frozen=True)
class Action:
    """`applies` says whether the action is possible now. Both functions take the newest turn, None before the first."""

    name: str
    label: Any
    explanation: Any
    done: Any
    suggestions: Sequence[Any]
    applies: Callable[[Interview, Turn | None], bool]
    perform: Callable[[Interview, Turn | None, Any, str], None]
    is_grave: bool = False


def _is_being_made(interview: Interview, turn: Turn | None) -> bool:
    return turn is not None and turn.status in (Turn.Status.QUEUED, Turn.Status.RUNNING) and not turn.cancel_by


def _has_failed(interview: Interview, turn: Turn | None) -> bool:
    return interview.status == Interview.Status.RUNNING and turn is not None and turn.status == Turn.Status.FAILED


def _stop(interview: Interview, turn: Turn | None, user: Any, reason: str) -> None:
    services.stop_question(interview, _number(turn), user, reason)


def _ask_again(interview: Interview, turn: Turn | None, user: Any, reason: str) -> None:
    services.ask_again(interview, _number(turn), user, reason)


def _has_link(interview: Interview) -> bool:
    may_begin = not interview.is_over or interview.status == Interview.Status.EXPIRED
    return may_begin and not interview.practice and bool(interview.invitation_hash)


def _can_be_mailed(interview: Interview, _turn: Turn | None) -> bool:
    return current().mail_server is not None and CHANGES["mail_links"].fits(interview)


@transaction.atomic
def _mail_link(interview: Interview, _turn: Turn | None, user: Any, reason: str) -> None:
    if not _can_be_mailed(interview, None):
        raise Rejected("over")
    if not queue.enqueue([interview], Mail.Kind.INVITATION):
        raise Rejected("mail_waits")
    services.note(interview, user, StaffAction.Kind.MAIL_LINK, reason=reason)


def _number(turn: Turn | None) -> int:
    if turn is None:
        raise Rejected("wrong_turn")
    return turn.number


ACTIONS = (
    Action(
        "stop",
        _("Stop this question"),
        _("The candidate sees that your team stopped it. Afterwards it can be asked again."),
        _("The question was stopped."),
        (_("It is not about the job."), _("It is hard to understand."), _("It repeats an earlier question.")),
        _is_being_made,
        _stop,
    ),
    Action(
        "ask_again",
        _("Ask the question again"),
        _("The interviewer writes a new question in its place. The candidate sees it as it is written."),
        _("The question is being asked again."),
        (_("It was stopped by mistake."), _("A fault on our side is repaired.")),
        _has_failed,
        _ask_again,
    ),
    Action(
        "more_time",
        _("Give more time"),
        _("The candidate gets a quarter of the time limit more, at once."),
        _("The candidate has a quarter more time."),
        (_("The candidate needs longer to read or to write."), _("Something of ours was slow.")),
        lambda interview, _turn: bool(interview.minutes) and not interview.is_over,
        lambda interview, _turn, user, reason: services.give_more_time(interview, user, MORE_TIME_PERCENT, reason),
    ),
    Action(
        "extend",
        _("Extend the link"),
        _("The link stays the same and is valid for a week longer. If it has expired, it opens again."),
        _("The link is valid for a week longer."),
        (_("The candidate asked for it."), _("The candidate was away.")),
        lambda interview, _turn: _has_link(interview),
        lambda interview, _turn, user, reason: services.extend_link(interview, user, EXTENSION_DAYS, reason),
    ),
    Action(
        "pause",
        _("Pause the interview"),
        _("The candidate cannot answer until you resume it. What was sent is kept."),
        _("The interview is paused."),
        (_("The candidate asked for it."), _("We want to talk to the candidate first.")),
        lambda interview, _turn: interview.status == Interview.Status.RUNNING,
        lambda interview, _turn, user, reason: services.pause(interview, user, reason),
    ),
    Action(
        "resume",
        _("Resume the interview"),
        _("The candidate can go on where the interview was."),
        _("The interview goes on."),
        (_("The reason for the pause is gone."),),
        lambda interview, _turn: interview.status == Interview.Status.PAUSED,
        lambda interview, _turn, user, reason: services.resume(interview, user, reason),
    ),
    Action(
        "mail_link",
        _("Send the link by e-mail"),
        _("The candidate gets an e-mail with the link, which stays the same."),
        _("The e-mail is queued."),
        (
            _("The first e-mail did not arrive."),
            _("The e-mail address was corrected."),
            _("The candidate asked for it."),
        ),
        _can_be_mailed,
        _mail_link,
    ),
    Action(
        "cancel",
        _("Cancel the interview"),
        _("The candidate can answer no more, and the link says so. You can reopen it in the list of interviews."),
        _("The interview was cancelled."),
        (_("The candidate has withdrawn."), _("The position is filled."), _("The wrong person was invited.")),
        lambda interview, _turn: not interview.is_over,
        lambda interview, _turn, user, reason: services.cancel_interview(interview, user, reason),
        is_grave=True,
    ),
)


def possible(interview: Interview, turn: Turn | None) -> list[Action]:
    """Return the actions that can be carried out now."""
    return [action for action in ACTIONS if action.applies(interview, turn)]


def perform(interview: Interview, data: Any, user: Any) -> Action:
    """Carry out the action that a form asks for, and return it. `data` has `action`, `reason` and `turn`.

    Raises ActionRefused if there is no such action, its reason cannot be kept, or it is not possible any more.
    """
    action = next((action for action in ACTIONS if action.name == data.get("action")), None)
    if action is None:
        raise ActionRefused(REFUSALS["wrong_turn"])
    reason = _reason_in(data)
    turn = interview.turns.order_by("-number").first()
    if str(turn.number if turn else "") != data.get("turn", ""):
        raise ActionRefused(REFUSALS["wrong_turn"])  # the form was about another question
    try:
        action.perform(interview, turn, user, reason)
    except Rejected as rejected:
        raise ActionRefused(REFUSALS.get(rejected.code, REFUSALS["wrong_turn"])) from None
    return action


def _reason_in(data: Any) -> str:
    # PostgreSQL has no text with a NUL.
    reason = " ".join(nfc(data.get("reason", "")).replace("\0", "").split())
    if not reason:
        raise ActionRefused(REASON_MISSING)
    if len(reason) > REASON_CHARS:
        raise ActionRefused(REASON_TOO_LONG)
    return reason
