"""When each question was written and each answer came, so that an interview can be played again.

The log of a running interview lives for a day; this is made from the database.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from interviews.models import Turn, milliseconds

from .transcript import Passage


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn, in milliseconds since the first question was queued. `answered` is None without an answer."""

    turn: int
    queued: int
    first: int
    done: int
    answered: int | None


def timeline_of(lines: Sequence[Passage]) -> list[dict[str, Any]]:
    """Return the scenes of the questions that were asked, as JSON can hold them."""
    asked = [line for line in lines if line.done]
    if not asked:
        return []
    start = asked[0].turn.queued_at
    return [asdict(_scene(line, start)) for line in asked]


def _scene(line: Passage, start: datetime) -> Scene:
    turn, attempt = line.turn, line.done
    assert attempt is not None
    queued = milliseconds(turn.queued_at - start)
    done = queued + (attempt.total_ms or 0)
    # A question that a worker began and ended without a token comes whole.
    first = done if attempt.first_token_ms is None else min(done, queued + attempt.first_token_ms)
    return Scene(turn.number, queued, first, done, _answered(turn, start, done))


def _answered(turn: Turn, start: datetime, done: int) -> int | None:
    # Two machines' clocks may differ: no answer comes before its question.
    return max(done, milliseconds(turn.answered_at - start)) if turn.answered_at else None
