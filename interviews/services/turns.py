"""What the other services look up about a turn."""

from interviews.composition import current
from interviews.models import Interview, Turn

from .rejected import Rejected


def turn_of(interview: Interview, number: int) -> Turn:
    turn = interview.turns.select_related("generation").filter(number=number).first()
    if turn is None:
        raise Rejected("wrong_turn")
    return turn


def holder_of(turn: Turn) -> str:
    """Return the worker that holds the conversation up to this question in its cache; "" if it may be gone."""
    worker = turn.generation.worker if turn.generation else ""
    return worker if current().presence.has_worker(worker) else ""


def demand_running(interview: Interview) -> None:
    """Raise Rejected "over" if the interview was cancelled, paused or ended since its page was opened.

    The row stays locked until the end of the transaction, so that nobody cancels in between.
    """
    running = Interview.objects.select_for_update().filter(pk=interview.pk, status=Interview.Status.RUNNING)
    if not running.values_list("pk"):
        raise Rejected("over")
