"""The cost in seconds of a step of llama.cpp on this machine, by the number of its rows. Pure.

A step computes one token of each of its rows (interviews). No formula gives its time: on a CPU, two rows of a model in
Q4_K_M take longer than two steps of one row, and sixteen take hardly longer than eight. So it is measured at load.
"""

from collections.abc import Mapping
from itertools import pairwise

# Splitting or padding a batch must win this share, because measurements vary and each step has a price of its own.
LEAST_GAIN = 0.05


class StepCosts:
    """The seconds of a step by its number of rows. Numbers of rows that were not measured are interpolated.

    Attention, which grows with the length of an interview, adds about the same for each row in any batch. So it changes
    no decision that is made here, and the costs can be measured on an empty cache.
    """

    def __init__(self, seconds: Mapping[int, float]) -> None:
        """`seconds` has one number of rows at least."""
        self.seconds = dict(sorted(seconds.items()))
        self._padded: dict[int, int] = {}

    def of(self, rows: int) -> float:
        """Return the seconds of a step of `rows` rows."""
        if rows in self.seconds:
            return self.seconds[rows]
        narrowest, widest = min(self.seconds), max(self.seconds)
        if rows < narrowest:
            return self.seconds[narrowest]
        if rows > widest:
            return self.seconds[widest] * rows / widest
        low, high = next((low, high) for low, high in pairwise(self.seconds) if low < rows < high)
        share = (rows - low) / (high - low)
        return self.seconds[low] + share * (self.seconds[high] - self.seconds[low])

    def padded(self, rows: int) -> int:
        """Return the number of rows up to which a step of `rows` is filled, because a wider step takes less time.

        A single row stays alone, so that a question that is asked alone repeats its text.
        """
        if rows == 1:
            return 1
        if rows not in self._padded:
            best = min((width for width in self.seconds if width > rows), key=self.of, default=rows)
            self._padded[rows] = best if self.of(best) < self.of(rows) * (1 - LEAST_GAIN) else rows
        return self._padded[rows]

    def groups(self, rows: int) -> list[int]:
        """Return the sizes of the steps in which `rows` rows get one token each in the shortest time, largest first."""
        best: list[tuple[float, list[int]]] = [(0.0, [])]
        for count in range(1, rows + 1):
            together = (self._least(count), [count])
            split = min(
                (
                    (best[count - size][0] + self._least(size), [size, *best[count - size][1]])
                    for size in range(1, count)
                ),
                key=lambda found: found[0],
                default=together,
            )
            best.append(split if split[0] < together[0] * (1 - LEAST_GAIN) else together)
        return sorted(best[rows][1], reverse=True)

    def _least(self, rows: int) -> float:
        return self.of(self.padded(rows))
