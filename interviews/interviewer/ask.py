"""What the interviewer knows, what it can ask for, and what was said: the terms of plan and prompts."""

from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """What a question does with its competency. Only OPEN and FOLLOW_UP count as numbered questions."""

    OPEN = "open"
    FOLLOW_UP = "follow_up"
    CLARIFY = "clarify"  # the last question again, in other words
    CLOSE = "close"


class Probe(StrEnum):
    """What a question asks for. The first ones are the parts of a complete story (the STAR method)."""

    CASE = "case"  # opens a competency: a case of one's own
    EXAMPLE = "example"  # a case, because none was told yet
    SITUATION = "situation"  # when and where it was, and what was at stake
    OWN = "own"  # what the candidate did in person
    WHY = "why"  # why that way
    OBSTACLE = "obstacle"  # what was hardest
    RESULT = "result"  # how it ended, and how one could tell
    LEARNED = "learned"  # what one would do differently today
    ANOTHER = "another"  # a second case
    SUPPOSE = "suppose"  # how one would go about it, if there is no case at all


class Cue(StrEnum):
    """Why a question is asked again in other words."""

    THIN = "thin"  # the answer said next to nothing
    REPHRASE = "rephrase"  # the candidate wants other words
    ASKED_BACK = "asked_back"  # the candidate asked something instead
    OFF_TOPIC = "off_topic"  # the answer is about something else
    ABUSE = "abuse"  # the answer only insults


class Button(StrEnum):
    """What a candidate can press instead of answering."""

    SKIP = "skip"
    REPHRASE = "rephrase"


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask. A CLARIFY has the probe of the question that it repeats, and a cue; nothing else has a cue."""

    topic: str
    move: Move
    probe: Probe = Probe.CASE
    cue: Cue | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether the question counts among those that the plan promises."""
        return self.move in (Move.OPEN, Move.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was asked, and its answer, which is "" if the candidate pressed `button` instead."""

    ask: Ask
    question: str
    answer: str
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """What the interviewer knows from the start. `language` is "ko" or "en", `title` the position's."""

    language: str
    title: str
    description: str = ""
