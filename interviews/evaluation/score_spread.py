"""How far the scores of one competency lie apart: those of raters, or of a model's passes."""

from abc import ABC, abstractmethod

WIDE = 2  # raters whose scores are so far apart saw different things, and should talk


class ScoreSpread(ABC):
    """What pages show of scores from 1 to 5. Those who gave none are left out."""

    __slots__ = ()

    @property
    @abstractmethod
    def scores(self) -> list[int]:
        """The scores, in any order."""

    @property
    def low(self) -> int | None:
        return min(self.scores, default=None)

    @property
    def high(self) -> int | None:
        return max(self.scores, default=None)

    @property
    def is_wide(self) -> bool:
        return bool(self.scores) and max(self.scores) - min(self.scores) >= WIDE
