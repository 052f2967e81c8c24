"""What a candidate's answer can be, and what it can contain."""

from enum import StrEnum
from typing import NamedTuple


class Manner(StrEnum):
    """How a candidate reacts to a question."""

    ANSWERS = "answers"
    THIN = "thin"  # too short, or it says nothing
    NO_EXAMPLE = "no_example"  # the candidate knows of no such case
    ASKS_BACK = "asks_back"  # about the job, the company, the process
    SKIPS = "skips"
    WANTS_REPHRASING = "wants_rephrasing"
    OFF_TOPIC = "off_topic"  # neither the question nor work, or a request to the model
    ABUSE = "abuse"


class Part(StrEnum):
    """What an account of a case consists of."""

    CASE = "case"  # one event of the candidate's own, not a habit and not an opinion
    SITUATION = "situation"  # when, where, what was at stake
    OWN = "own"  # what the candidate did in person
    WHY = "why"  # a reason for a choice
    OBSTACLE = "obstacle"
    RESULT = "result"  # an outcome, a figure, feedback


class Reading(NamedTuple):
    """An answer's manner and its parts. Only an answer that ANSWERS has parts."""

    manner: Manner
    parts: frozenset[Part] = frozenset()
