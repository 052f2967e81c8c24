"""Decides which of the questions being written get their next token in a step. Pure."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Generic, TypeVar

from .costs import StepCosts

Writer = TypeVar("Writer")


class Turns(Generic[Writer]):
    """Lets every writer have one token in each round, in as many steps as take the least time together.

    A round may go the way of the last one back: whoever was last is first. llama.cpp prepares its graph anew for a step
    of other sequences than before, and does so less often then.
    """

    def __init__(self, costs: StepCosts) -> None:
        self._costs = costs
        self._groups: list[list[Writer]] = []  # those that still have to write in this round
        self._backwards = False
        self._sizes: dict[int, list[int]] = {}  # of a round's groups, by the number of writers

    def next_group(self, writers: Sequence[Writer], turn_back: bool = False) -> list[Writer]:
        """Return those of `writers` that are in the next step: one at least, if there is any.

        A writer that comes within a round waits for the next one, which goes back if `turn_back` is set.
        """
        group, *self._groups = self._waiting(writers) or self._new_round(writers, turn_back) or [[]]
        return group

    def is_round_over(self, writers: Sequence[Writer]) -> bool:
        """Return whether each of `writers` has had its token in this round."""
        return not self._waiting(writers)

    def _waiting(self, writers: Sequence[Writer]) -> list[list[Writer]]:
        present = ([writer for writer in group if writer in writers] for group in self._groups)
        return [group for group in present if group]

    def _new_round(self, writers: Sequence[Writer], turn_back: bool) -> list[list[Writer]]:
        self._backwards ^= turn_back
        rest = iter(writers)
        groups = [list(islice(rest, size)) for size in self._sizes_for(len(writers))]
        return groups[::-1] if self._backwards else groups

    def _sizes_for(self, writers: int) -> Iterable[int]:
        if writers not in self._sizes:
            self._sizes[writers] = self._costs.groups(writers)
        return self._sizes[writers]
