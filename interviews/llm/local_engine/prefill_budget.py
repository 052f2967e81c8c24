"""How fast this machine computes, learnt from what its steps took, and so how much of a prompt fits into one. Pure."""

# What a slice may take, and how many tokens it has at least: a handful costs llama.cpp nearly as much as twice that.
STALL_SECONDS, MIN_SLICE = 0.07, 8  # beside writers, who wait so long for their next token
STEP_SECONDS, MIN_STEP = 0.25, 64  # without: whoever comes, or cancels, waits at most so long
AHEAD_SECONDS, MIN_AHEAD = 0.05, 16  # of an answer that is being typed: so does the question that is asked meanwhile
# From so many tokens on llama.cpp's attention on a CPU works in tiles of that size: twice as quick on one prompt, half
# as quick on a mixture, where each tile looks at what any of its sequences holds.
TILE = 64
_WEIGHT = 0.2  # of the newest step in the averages


class PrefillBudget:
    """Averages of seconds: of a token that is read, of a step that only writes."""

    def __init__(self, largest_slice: int) -> None:
        self._largest = largest_slice
        self._per_token = 0.0
        self._per_writing_step = 0.0

    def note(self, writing: int, reading: int, seconds: float) -> None:
        """A step that took so many `seconds`: `writing` sequences with one token each, `reading` tokens of prompts."""
        if not reading:
            self._per_writing_step = _average(self._per_writing_step, seconds)
        elif reading >= MIN_SLICE:
            spent = seconds - (self._per_writing_step if writing else 0.0)
            # What remains is never nothing: a quick step among slow ones must not make the next slice endless.
            self._per_token = _average(self._per_token, max(spent, seconds / 4) / reading)

    def slice(self, writing: int) -> int:
        """Tokens of prompts that the next step may read beside so many writers."""
        if not writing:
            return self._in_tiles(STEP_SECONDS, MIN_STEP)
        # Where one token takes long, readers get half of the time all the same: they wait for their first one.
        tokens = self._within(max(STALL_SECONDS, self._per_writing_step), MIN_SLICE)
        # What one mixed tile costs matters where there is time for one or two, not where there is for many.
        return tokens if tokens >= 2 * TILE else max(MIN_SLICE, min(tokens, TILE - 1 - writing))

    def slice_ahead(self) -> int:
        return self._in_tiles(AHEAD_SECONDS, MIN_AHEAD)

    def _in_tiles(self, seconds: float, least: int) -> int:
        tokens = self._within(seconds, least)
        return tokens // TILE * TILE or tokens

    def _within(self, seconds: float, least: int) -> int:
        tokens = int(seconds / self._per_token) if self._per_token else 0
        return min(self._largest, max(least, tokens))


def _average(average: float, newest: float) -> float:
    return newest if not average else average + _WEIGHT * (newest - average)


def plan(unread: list[int], slice: int, oldest_first: bool = False) -> list[int]:
    """How many tokens each gets in a step, from how many are `unread`, in the order of arrival.

    A single one is always read: it is a writer's newest, or a prompt's end. The others share `slice`, one after the
    other rather than all a little: the shortest first, so that it starts soon; now and then the oldest, so that it
    gets on.
    """
    shares = [int(count == 1) for count in unread]
    waiting = [index for index, count in enumerate(unread) if count > 1]
    oldest = waiting[:1] if oldest_first else []
    for index in [*oldest, *sorted(waiting, key=lambda index: unread[index])]:
        more = min(unread[index] - shares[index], slice)
        shares[index] += more
        slice -= more
    return shares
