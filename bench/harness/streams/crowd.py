"""Hundreds of viewers in a separate process (bench/peers/crowd.py)."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bench.harness.peer import Peer

from .handshakes import Connection


@dataclass(frozen=True, slots=True)
class Taken:
    """What the viewers received since the last take."""

    tokens: list[int]  # of each viewer
    reads: int  # of all sockets together
    last_ns: int  # when the last token came, by time.monotonic_ns()
    cut_off: int  # viewers whose connection the server has closed

    @property
    def total(self) -> int:
        return sum(self.tokens)

    def lost(self, tokens: int) -> int:
        """Return the number of missing deliveries if each viewer should have `tokens`. Duplicates hide no loss."""
        return sum(max(0, tokens - came) for came in self.tokens)

    def complete(self) -> Self:
        """Return self. Raises RuntimeError if a viewer was cut off, which would spoil a figure per viewer."""
        if self.cut_off:
            raise RuntimeError(f"{self.cut_off} of {len(self.tokens)} viewers were cut off")
        return self


class Crowd:
    """`with Crowd(connections) as crowd: ...` opens the connections; all of them are established in the block."""

    def __init__(self, connections: list[Connection]) -> None:
        self.size = len(connections)
        self._connections = connections

    def take(self, tokens: int = 0, seconds: float = 0) -> Taken:
        """Wait until each viewer has `tokens`, for at most `seconds`; return what came since the last take.

        Raises RuntimeError if tokens were expected and none came, though every viewer is still connected.
        """
        taken = self._peer.ask({"awaited": tokens * self.size, "seconds": seconds})
        if tokens and not taken["reads"] and not taken["closed"]:
            raise RuntimeError(f"none of {self.size} viewers received anything within {seconds:g} s")
        return Taken(taken["marks"], taken["reads"], taken["last_ns"], taken["closed"])

    def __enter__(self) -> Self:
        self._peer = Peer("crowd")
        try:
            self._peer.ask({"join": self._connections})
        except BaseException:
            self._peer.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._peer.__exit__(kind, error, at)
