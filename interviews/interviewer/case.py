"""What the database knows of a turn: what a run of the graph begins with."""

from collections.abc import Sequence
from typing import NamedTuple

from .plan import Plan
from .prompts import Brief, Exchange


class Case(NamedTuple):
    """`refusals`: how many of the turn's questions were refused already, perhaps by a worker that was lost since.
    `session` is the interview, for a model that keeps what it has read."""

    brief: Brief
    plan: Plan
    history: Sequence[Exchange]
    out_of_time: bool
    refusals: int
    session: int
