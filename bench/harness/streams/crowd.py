"""Viewers by the hundred, in a process of their own (bench/peers/crowd.py)."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bench.harness.peer import Peer

from .handshakes import Connection


@dataclass(frozen=True, slots=True)
class Taken:
    """Tokens by viewer since the last take, in how many reads of all sockets together; `last_ns` is when the last of
    them came, by time.monotonic_ns()."""

    tokens: list[int]
    reads: int
    last_ns: int

    @property
    def total(self) -> int:
        return sum(self.tokens)

    def lost(self, tokens: int) -> int:
        """How many of as many tokens for each viewer have not come. A double hides no loss."""
        return sum(max(0, tokens - came) for came in self.tokens)


class Crowd:
    """`with Crowd(connections) as crowd: ...`; all of them stand by then."""

    def __init__(self, connections: list[Connection]) -> None:
        self.size = len(connections)
        self._connections = connections

    def take(self, tokens: int = 0, seconds: float = 0) -> Taken:
        """What came since the last take, once it is as many tokens for each viewer or after as many seconds."""
        taken = self._peer.ask({"awaited": tokens * self.size, "seconds": seconds})
        if taken["closed"]:
            raise RuntimeError(f"{taken['closed']} of {self.size} viewers were cut off")
        if tokens and not taken["reads"]:
            raise RuntimeError(f"none of {self.size} viewers got anything within {seconds:g} s")
        return Taken(taken["marks"], taken["reads"], taken["last_ns"])

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
