"""Decides which of the questions being written get their next token in a step. Pure."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from .costs import StepCosts

Writer = TypeVar("Writer")


class Turns(Generic[Writer]):
    """Lets every writer have one token in each round, in as many steps as take the least time together."""

    def __init__(self, costs: StepCosts) -> None:
        self._costs = costs
        self._waiting: list[Writer] = []  # in this round
        self._groups: dict[int, int] = {}  # the size of the next step, by the number of writers that wait

    def next_group(self, writers: Sequence[Writer]) -> list[Writer]:
        """Return those of `writers` that are in the next step: one at least, if there is any.

        A writer that comes within a round waits for the next one.
        """
        self._waiting = [writer for writer in self._waiting if writer in writers] or list(writers)
        size = self._size(len(self._waiting))
        group, self._waiting = self._waiting[:size], self._waiting[size:]
        return group

    def is_round_over(self, writers: Sequence[Writer]) -> bool:
        """Return whether each of `writers` has had its token in this round."""
        return not any(writer in writers for writer in self._waiting)

    def _size(self, waiting: int) -> int:
        if not waiting:
            return 0
        if waiting not in self._groups:
            self._groups[waiting] = self._costs.groups(waiting)[0]
        return self._groups[waiting]
