"""Decides how many prompt tokens a step reads, from how long earlier steps took on this machine. Pure."""

# How long a step may read if nothing is being written: a new question, or a cancellation, waits at most this long.
STEP_SECONDS = 0.25
DRAFT_SECONDS = 0.05  # for an answer that is still being typed: a question asked meanwhile waits
# From this many tokens on, llama.cpp's attention on a CPU works in tiles of that size, which is twice as fast. A tile
# with tokens of several sequences looks at the cells of all of them, so a step with whole tiles has one prompt only.
TILE = 64
ROWS = 16  # the least tokens of a slice: fewer cost llama.cpp nearly as much
_NEWEST_WEIGHT = 0.2  # of the newest step in the moving average: a machine that others use must not make slices jump


class PrefillBudget:
    """A moving average of the seconds per prompt token."""

    def __init__(self, largest_slice: int) -> None:
        """`largest_slice`: prompt tokens that fit into a batch."""
        self._largest = largest_slice
        self._per_token = 0.0

    def record(self, tokens: int, seconds: float) -> None:
        """Learn from a step that read `tokens`. A handful says little about more of them, and is left out."""
        newest = seconds / tokens
        if not self._per_token:
            self._per_token = newest
        elif tokens >= ROWS:
            self._per_token += _NEWEST_WEIGHT * (newest - self._per_token)

    def tokens_alone(self) -> int:
        """Return how many prompt tokens the next step may read while nothing is being written."""
        tokens = self._within(STEP_SECONDS)
        return self._at_most(max(TILE, tokens // TILE * TILE))

    def tokens_between(self, seconds: float, at_most: float) -> int:
        """Return how many it may read between two rounds of writing, in about `seconds`.

        One whole tile may take `at_most` seconds, because a part of a tile takes nearly as long.
        """
        tokens = self._within(seconds)
        if tokens < TILE <= self._within(at_most):
            tokens = TILE
        unit = TILE if tokens >= TILE else ROWS
        return self._at_most(max(ROWS, tokens // unit * unit))

    def draft_tokens(self) -> int:
        """Return how many tokens of an unfinished answer an otherwise idle step may read."""
        tokens = self._within(DRAFT_SECONDS)
        return self._at_most(max(ROWS, tokens // TILE * TILE or tokens))

    def _within(self, seconds: float) -> int:
        return int(seconds / self._per_token) if self._per_token else 0

    def _at_most(self, tokens: int) -> int:
        return min(self._largest, tokens)


def allocate(unread: list[int], budget: int, oldest_first: bool = False) -> list[int]:
    """Return how many tokens of each prompt a step reads, given how many it has `unread`, in order of arrival.

    The shortest prompt is read first, so that its question starts soon; with `oldest_first` the oldest one, so that a
    long prompt does not wait forever. Others are read in the same step only if all of them together, each to its end,
    are less than a tile.
    """
    shares = [0] * len(unread)
    waiting = [index for index, count in enumerate(unread) if count]
    oldest = waiting[:1] if oldest_first else []
    for index in [*oldest, *sorted(waiting, key=lambda index: unread[index])]:
        read = sum(shares)
        if not read:
            shares[index] = min(unread[index], budget)
        elif not shares[index] and read + unread[index] < min(TILE, budget + 1):
            shares[index] = unread[index]
    return shares
