"""Decides how long a clause waits for the rest of its sentence. Pure; all times are in seconds of one clock."""

from collections import deque
from typing import NamedTuple

from .script import speech_seconds, spoken_letters

# A first clause waits this long, because a whole sentence sounds better, if the text comes so fast that the rest may
# come. A sentence that takes longer to say than WHOLE_SECONDS would take too long to synthesize.
HOLD_SECONDS = 0.15
REST_LETTERS = 16
WHOLE_SECONDS = 6.0
# A later clause is cut off when the listener would otherwise have nothing to hear for longer than this.
GAP_SECONDS = 0.15
# Of a voice that then speaks without gaps.
REAL_TIME_FACTOR = 0.3


class HeldClause(NamedTuple):
    """Where a piece may be cut before its sentence ends, as an offset in the question."""

    end: int
    held_until: float


class Haste:
    """Knows how fast the text comes, and until when the listener has something to hear.

    `dry_at` is that time, None while nothing was released. It is estimated from the released pieces; who knows better
    may set it.
    """

    def __init__(self) -> None:
        self._came: deque[tuple[float, str]] = deque()  # when, and what
        self.dry_at: float | None = None

    def note_text(self, text: str, now: float) -> None:
        """Note that text came. How fast it comes matters for the first piece only."""
        if self.dry_at is not None:
            return
        self._came.append((now, text))
        while self._came[0][0] < now - HOLD_SECONDS:
            self._came.popleft()

    def note_piece(self, piece: str, now: float) -> None:
        """Note that a piece was released."""
        ready_at = now + _synthesis_seconds(piece)
        self.dry_at = max(ready_at, self.dry_at or ready_at) + speech_seconds(piece)

    def held_until(self, now: float) -> float:
        """Return until when a first clause waits that ends now."""
        is_fast = sum(spoken_letters(text) for _, text in self._came) >= REST_LETTERS
        return now + HOLD_SECONDS * is_fast

    def needed_at(self, clause: str, held_until: float) -> float:
        """Return when the clause is to be released if its sentence still goes on."""
        if self.dry_at is None:
            return held_until
        return self.dry_at + GAP_SECONDS - _synthesis_seconds(clause)

    def may_stay_whole(self, piece: str, held_until: float, now: float) -> bool:
        """Return whether a piece that ends now need not be cut at the clause in it."""
        if self.dry_at is None:
            return now <= held_until and speech_seconds(piece) <= WHOLE_SECONDS
        return now <= self.needed_at(piece, held_until)


def _synthesis_seconds(piece: str) -> float:
    return REAL_TIME_FACTOR * speech_seconds(piece)
