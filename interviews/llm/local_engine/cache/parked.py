"""Copies of the keys and values of interviews that have no stream of the cache at the moment. Pure."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple


class Parked(NamedTuple):
    """`state` is llama.cpp's copy of a stream that had read `tokens`."""

    tokens: list[int]
    state: bytearray


class ParkedInterviews:
    """Keeps at most `most_bytes` of states. The interview that was parked longest ago is dropped first."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._by_session: OrderedDict[int, Parked] = OrderedDict()
        self.bytes = 0
        self.dropped = 0  # counts up; the reader may reset it

    def put(self, session: int, parked: Parked) -> None:
        """Keep an interview, and drop others to make room. One that is larger than all the room is not kept."""
        self.forget(session)
        self._by_session[session] = parked
        self.bytes += len(parked.state)
        while self.bytes > self._most:
            self.forget(next(iter(self._by_session)))
            self.dropped += 1

    def take(self, session: int) -> Parked | None:
        """Return the interview and stop keeping it, or None."""
        parked = self._by_session.pop(session, None)
        if parked:
            self.bytes -= len(parked.state)
        return parked

    def forget(self, session: int) -> None:
        self.take(session)

    def clear(self) -> None:
        self._by_session.clear()
        self.bytes = 0


class PublicParts:
    """The states of what is the same in every interview of a position, at most `most` of them, the last ones used."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._by_tokens: OrderedDict[tuple[int, ...], bytearray] = OrderedDict()

    def __contains__(self, tokens: Sequence[int]) -> bool:
        return tuple(tokens) in self._by_tokens

    def put(self, tokens: Sequence[int], state: bytearray) -> None:
        self._by_tokens[tuple(tokens)] = state
        if len(self._by_tokens) > self._most:
            self._by_tokens.popitem(last=False)

    def all(self) -> list[Parked]:
        return [Parked(list(tokens), state) for tokens, state in self._by_tokens.items()]

    def touch(self, tokens: Sequence[int]) -> None:
        """Note that a part was used."""
        self._by_tokens.move_to_end(tuple(tokens))

    def clear(self) -> None:
        self._by_tokens.clear()
