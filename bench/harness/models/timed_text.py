"""What a model wrote, and when. Times are in seconds of one clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Written:
    """One text. `began` is when it was requested, `at` when each piece of text came, and `ended` when the stream ended.

    `asked` is when the prompt was sent to be read, if it was read separately before.
    """

    began: float
    at: Sequence[float]
    ended: float
    tokens: int
    text: str
    asked: float | None = None

    @property
    def seconds_with_reading(self) -> float:
        return self.ended - (self.began if self.asked is None else self.asked)

    @property
    def first_ms(self) -> float:
        return 1000 * (self.at[0] - self.began)


def rate_together(written: Sequence[Written]) -> float:
    """Return the tokens/s of all together, from the first request to the last token."""
    seconds = max(one.ended for one in written) - min(one.began for one in written)
    return sum(one.tokens for one in written) / seconds


def rate_in_turn(written: Sequence[Written]) -> float:
    """Return the tokens/s of texts that were written one after another."""
    return sum(one.tokens for one in written) / sum(one.ended - one.began for one in written)


def rate_with_reading(written: Sequence[Written]) -> float:
    """Return the same, including the time in which the prompts were read."""
    return sum(one.tokens for one in written) / sum(one.seconds_with_reading for one in written)


def gaps_ms(written: Written) -> list[float]:
    """Return the gaps between the pieces of a text; [0] if there is one piece only."""
    return [1000 * (b - a) for a, b in pairwise(written.at)] or [0.0]


def longest_gap_ms(written: Sequence[Written], since: float, until: float) -> float:
    """Return the longest gap between two tokens of a text that overlaps `since` to `until`; 0 if there is none."""
    gaps = (1000 * (b - a) for one in written for a, b in pairwise(one.at) if b > since and a < until)
    return max(gaps, default=0.0)
