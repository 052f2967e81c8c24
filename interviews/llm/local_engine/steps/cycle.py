"""Divides the time of one decode thread between reading prompts and writing questions. Pure.

A step either reads or writes: one that does both takes as long as the two, and with whole tiles of a prompt much longer
(docs/decisions/016-steps-by-cost.md). So slices of prompts and rounds of writing take turns.
"""

# Nobody reads faster than this. What is written sooner waits on the page, so the time is better spent on the question
# whose first word somebody waits for.
READER_TOKENS_PER_SECOND = 15
LONGEST_GAP = 0.25  # seconds, unless a company sets another one
# The part of the longest gap that slices take. The rest is for the round after them, and for slices that take longer
# than expected: the further a prompt is read, the more attention has to look at.
READING_SHARE = 0.3
_NEWEST_WEIGHT = 0.2  # of the newest round in the moving average


class Cycle:
    """Slices, then rounds of writing: one at least, then as many as readers need, or as take as long as the slices."""

    def __init__(self, longest_gap: float) -> None:
        """`longest_gap`: seconds between two tokens of a question, as far as this machine can keep to it."""
        self._gap = longest_gap
        self._round_seconds = 0.0  # a moving average
        self._slice = self._reading = self._writing = 0.0  # seconds: the last slice, all since a round, rounds since
        self._round = 0.0  # seconds of the round that is being written

    @property
    def reading_seconds(self) -> float:
        """How long slices may take between two rounds.

        If writing is slow, reading gets as much time: whoever waits for a first word waits longest.
        """
        return max(READING_SHARE * self._gap, self._round_seconds)

    @property
    def longest_slice(self) -> float:
        """How many seconds one slice may take if it cannot be divided well: all that the longest gap leaves."""
        return max(self.reading_seconds, self._gap - self._round_seconds)

    @property
    def may_turn_back(self) -> bool:
        """Return whether whoever was first in the last round may be last in the next one, which follows at once."""
        return self._writing > 0 and 2 * self._round_seconds <= self._gap

    def is_time_to_read(self, readers_wait: bool) -> bool:
        """Return whether the next step may read, after a whole round. `readers_wait`: see `is_behind`."""
        if not self._writing:
            return self._reading + self._slice <= self.reading_seconds
        return not readers_wait or self._writing >= self._reading

    def have_read(self, seconds: float) -> None:
        """Note a slice."""
        if self._writing:
            self._reading = self._writing = 0.0
        self._slice = seconds
        self._reading += seconds

    def have_written(self, seconds: float, is_round_over: bool) -> None:
        """Note a step that wrote, and whether everybody has now had a token in this round."""
        self._writing += seconds
        self._round += seconds
        if is_round_over:
            weight = _NEWEST_WEIGHT if self._round_seconds else 1
            self._round_seconds += weight * (self._round - self._round_seconds)
            self._round = 0.0


def is_behind(written: int, seconds: float, pause: float) -> bool:
    """Return whether a reader would have to wait, if nothing were written for `pause` seconds.

    `written` tokens came in the `seconds` since the first of them.
    """
    return written < READER_TOKENS_PER_SECOND * (seconds + pause)
