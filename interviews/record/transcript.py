"""An interview as people read it: numbered questions with their answers and times."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.interviewer.ask import Move
from interviews.models import Generation, Interview, Turn

NUMBERED = {Move.OPEN.value, Move.FOLLOW_UP.value}


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn of the transcript. `number` is that of its question: one put in other words keeps its number."""

    turn: Turn
    number: int

    @property
    def is_numbered(self) -> bool:
        return self.turn.kind in NUMBERED

    @property
    def is_closing(self) -> bool:
        return self.turn.kind == Turn.Kind.CLOSE

    @property
    def is_being_made(self) -> bool:
        return self.turn.status in (Turn.Status.QUEUED, Turn.Status.RUNNING)

    @property
    def was_stopped(self) -> bool:
        return self.turn.status == Turn.Status.FAILED and bool(self.turn.cancel_by)

    @property
    def done(self) -> Generation | None:
        """The attempt that asked the question; None before it is asked."""
        attempt = self.turn.generation
        return attempt if attempt and attempt.outcome == Generation.Outcome.DONE else None


def transcript_of(interview: Interview) -> list[Passage]:
    """Return the interview's turns in their order, with one query."""
    return _numbered(interview.turns.select_related("generation").order_by("number"))


def question_numbers(passages: Sequence[Passage]) -> dict[int, int]:
    """Return the number of its question for each turn's number."""
    return {passage.turn.number: passage.number for passage in passages}


def _numbered(turns: Sequence[Turn]) -> list[Passage]:
    lines: list[Passage] = []
    number = 0
    for turn in turns:
        number += turn.kind in NUMBERED
        lines.append(Passage(turn, max(number, 1)))
    return lines
