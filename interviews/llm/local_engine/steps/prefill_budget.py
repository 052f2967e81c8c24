"""Decides how many prompt tokens a step may read, from how long earlier steps took on this machine. Pure."""

# How long a step may spend on prompts, and how many prompt tokens it reads at least: a handful costs llama.cpp nearly
# as much as twice that many.
STALL_SECONDS, MIN_SLICE = 0.07, 8  # while other questions are being written, which wait for their next token
STEP_SECONDS, MIN_STEP = 0.25, 64  # otherwise: a new question, or a cancellation, waits at most this long
DRAFT_SECONDS, MIN_DRAFT = 0.05, 16  # for an answer that is still being typed: a question asked meanwhile waits
# From this many tokens on, llama.cpp's attention on a CPU works in tiles of that size. That is twice as fast for one
# prompt, and half as fast for a mixture, in which each tile looks at the cells of all its sequences.
TILE = 64
_NEWEST_WEIGHT = 0.2  # of the newest step in the moving averages


class PrefillBudget:
    """Moving averages of the seconds per prompt token, and per step that only writes."""

    def __init__(self, largest_slice: int) -> None:
        """`largest_slice`: prompt tokens that fit into a batch."""
        self._largest = largest_slice
        self._per_token = 0.0
        self._per_writing_step = 0.0

    def record_step(self, writing: int, reading: int, seconds: float) -> None:
        """Learn from a step that took `seconds`, with one token for each of `writing` sequences and `reading` prompt
        tokens."""
        if not reading:
            self._per_writing_step = _average(self._per_writing_step, seconds)
        elif reading >= MIN_SLICE:
            spent = seconds - (self._per_writing_step if writing else 0.0)
            # At least a quarter counts as reading: a fast step among slow ones must not make the next slice endless.
            self._per_token = _average(self._per_token, max(spent, seconds / 4) / reading)

    def step_tokens(self, writing: int) -> int:
        """Return how many prompt tokens the next step may read while `writing` other sequences are being written."""
        if not writing:
            return self._in_tiles(STEP_SECONDS, MIN_STEP)
        # If one written token takes long, prompts get as much time as writing: they wait for their first token.
        tokens = self._within(max(STALL_SECONDS, self._per_writing_step), MIN_SLICE)
        # The cost of a mixed tile matters if there is time for one or two, not if there is time for many.
        return tokens if tokens >= 2 * TILE else max(MIN_SLICE, min(tokens, TILE - 1 - writing))

    def draft_tokens(self) -> int:
        """Return how many tokens of an unfinished answer an otherwise idle step may read."""
        return self._in_tiles(DRAFT_SECONDS, MIN_DRAFT)

    def _in_tiles(self, seconds: float, least: int) -> int:
        tokens = self._within(seconds, least)
        return tokens // TILE * TILE or tokens

    def _within(self, seconds: float, least: int) -> int:
        tokens = int(seconds / self._per_token) if self._per_token else 0
        return min(self._largest, max(least, tokens))


def _average(average: float, newest: float) -> float:
    return newest if not average else average + _NEWEST_WEIGHT * (newest - average)


def allocate(unread: list[int], budget: int, oldest_first: bool = False) -> list[int]:
    """Return how many tokens each sequence gets in a step, given how many it has `unread`, in order of arrival.

    A single unread token is always computed: it is the newest one of a question being written, or the end of a prompt.
    The other sequences share `budget` one after the other instead of each getting a little: the shortest first, so that
    it starts soon. With `oldest_first` the oldest goes before it, so that a long prompt does not wait forever.
    """
    shares = [int(count == 1) for count in unread]
    waiting = [index for index, count in enumerate(unread) if count > 1]
    oldest = waiting[:1] if oldest_first else []
    for index in [*oldest, *sorted(waiting, key=lambda index: unread[index])]:
        more = min(unread[index] - shares[index], budget)
        shares[index] += more
        budget -= more
    return shares
