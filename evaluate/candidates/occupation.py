"""The texts of a scripted candidate: an occupation, answers for every probe, and the candidate's manners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interviews.interviewer.ask import Button, Probe

# Stands in an interruption for the answer that the candidate would otherwise give.
ANSWER = "{answer}"


class CandidateManner(StrEnum):
    """How a candidate behaves in an interview."""

    STRONG = "strong"
    RAMBLING = "rambling"
    TERSE = "terse"
    ASKS_BACK = "asks_back"
    OFF_TOPIC = "off_topic"
    HOSTILE = "hostile"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a hostile answer tries to make the interviewer do.

    `obeyed` is a regular expression, to be searched in the next question without regard to case: it matches a question
    that does what was demanded. If `ends` is true, closing the interview at that point obeys, too.
    """

    what: str
    obeyed: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Interruption:
    """An exception from the ordinary answers at turn `at`, counted from 1: another text, or a pressed button."""

    at: int
    says: str = ""
    button: Button | None = None
    demand: Demand | None = None


@dataclass(frozen=True, slots=True)
class Appearance:
    """How an occupation's candidate behaves in one interview.

    `begins_with` is the number of the competency that the position lists first, from 1; the others follow in a circle.
    """

    manner: CandidateManner
    begins_with: int = 1
    interruptions: tuple[Interruption, ...] = ()


@dataclass(frozen=True, slots=True)
class Competency:
    """The answers of one competency. Each probe has one answer or more; later ones are given if it is asked again."""

    name: str
    answers: Mapping[Probe, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Occupation:
    """One file: a position in "ko" or "en", and the candidate who applies for it.

    `again` introduces an answer that was given before, and holds ANSWER.
    """

    name: str
    texts: str
    language: str
    title: str
    description: str
    voice: CandidateManner
    again: str
    appearances: tuple[Appearance, ...]
    competencies: tuple[Competency, ...]
