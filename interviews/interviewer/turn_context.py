"""What a run of the interviewer's graph starts from."""

from collections.abc import Sequence
from typing import NamedTuple

from .ask import Ask, Brief, Exchange
from .plan import Plan


class TurnContext(NamedTuple):
    """What the database knows about a turn.

    `ask` was decided when the turn was queued. `history` holds the questions before, in order. `refusals` is the number
    of wordings of this question that were refused since then, possibly by a worker that was lost. `session` is the
    interview's key, by which a local model finds what it has read before. `candidate` is the name for the closing
    words, which no model reads; "" if it is not known.
    """

    brief: Brief
    plan: Plan
    history: Sequence[Exchange]
    ask: Ask
    refusals: int
    session: int
    candidate: str = ""
