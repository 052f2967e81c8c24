"""What a model wrote, and when: times in s of one clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Written:
    """`at`: when each piece of its text came, from the request at `began` to the `ended` stream. Where the prompt was
    read by itself before, that was `asked` for."""

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
    """Tokens/s of all, from the first request to the last token."""
    seconds = max(one.ended for one in written) - min(one.began for one in written)
    return sum(one.tokens for one in written) / seconds


def rate_in_turn(written: Sequence[Written]) -> float:
    """Tokens/s of all, each in its own time."""
    return sum(one.tokens for one in written) / sum(one.ended - one.began for one in written)


def rate_with_reading(written: Sequence[Written]) -> float:
    """The same, with the time in which the prompts were read."""
    return sum(one.tokens for one in written) / sum(one.seconds_with_reading for one in written)


def longest_gap_ms(written: Sequence[Written], since: float, until: float) -> float:
    """The longest time that one of them was without a token, where any of it fell between those times. 0 where none
    wrote around them."""
    gaps = (1000 * (b - a) for one in written for a, b in pairwise(one.at) if b > since and a < until)
    return max(gaps, default=0.0)
