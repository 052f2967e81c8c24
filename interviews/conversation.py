"""An interview as the interviewer sees it: what was asked and answered, and what comes next. Changes nothing."""

from interviews.interviewer.ask import Ask, Exchange
from interviews.interviewer.plan import next_ask
from interviews.interviewer.turn_context import TurnContext

from . import jobs
from .models import Interview, Turn


def next_question(interview: Interview) -> Ask:
    """Decide what to ask next.

    This is decided once, when a turn is queued, and again only if a failed turn is retried. The worker, its second
    try and a replay all read the decision from the turn's row.
    """
    return next_ask(interview.plan, history(interview), interview.is_out_of_time)


def history(interview: Interview) -> list[Exchange]:
    """Return the questions that the candidate answered, skipped or wanted in other words, in order."""
    return [turn.exchange for turn in interview.turns.filter(status__in=Turn.REPLIED).order_by("number")]


def turn_context(turn: Turn) -> TurnContext:
    """Build the input of the interviewer's graph for this turn."""
    interview = turn.interview
    return TurnContext(
        interview.brief,
        interview.plan,
        history(interview),
        turn.ask,
        jobs.refusals(turn),
        session=interview.pk,
        candidate=interview.candidate.name if interview.candidate else "",
    )
