"""Bookkeeping of the KV cache: which interview has which stream, and what was read of those that have none.

Pure except for the memory that it is given; nothing else may write to that memory.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .parked import Parked, ParkedInterviews, PublicParts

PUBLIC_PARTS = 16  # positions and languages whose instructions are kept


@dataclass(frozen=True, slots=True)
class Prompt:
    """The tokens of a prompt.

    The first `public_tokens` (instructions, position) contain nothing that was said in an interview. Only they are ever
    shared with another interview.
    """

    tokens: list[int]
    public_tokens: int = 0

    @property
    def public(self) -> list[int]:
        """The public part without the prompt's last token, which is always computed: see KvCache.acquire."""
        return self.tokens[: min(self.public_tokens, len(self.tokens) - 1)]


class KvMemory(Protocol):
    """llama.cpp's KV cache: one stream of cells for each of its sequences. LlamaContext implements it."""

    def cut(self, id: int, length: int) -> None:
        """Keep a stream's first `length` tokens."""

    def holds(self, id: int, length: int) -> bool:
        """Return whether a stream still has every cell needed to continue after its first `length` tokens."""

    def save(self, id: int) -> bytearray:
        """Return a copy of a stream."""

    def load(self, id: int, state: bytearray) -> bool:
        """Put a copy into an empty stream. Return whether llama.cpp accepted it; if not, the stream is empty."""


@dataclass(eq=False, slots=True)
class KvStream:
    """A stream of the cache: `tokens` are computed in it. While it is `busy`, nobody else gets it."""

    id: int
    session: int | None = None
    tokens: list[int] = field(default_factory=list)
    public: list[int] = field(default_factory=list)
    busy: bool = False
    used_at: int = 0


class KvCache:
    """The streams of the cache, which hold the interviews that were asked last, and the other interviews, parked.

    A model that cannot remove tokens from the end of its memory (`can_cut` is false, as for recurrent models) keeps
    what it has read only while the prompt grows at its end.
    """

    def __init__(self, memory: KvMemory, streams: int, *, parked_bytes: int, can_cut: bool = True) -> None:
        """`parked_bytes`: the memory for interviews without a stream."""
        self._memory, self.can_cut = memory, can_cut
        self.streams = [KvStream(id) for id in range(streams)]
        self.parked = ParkedInterviews(parked_bytes)
        self._public_parts = PublicParts(PUBLIC_PARTS)
        self._clock = itertools.count(1)

    @property
    def used_cells(self) -> int:
        """The number of tokens in the streams."""
        return sum(len(stream.tokens) for stream in self.streams)

    def acquire(self, session: int | None, prompt: Prompt) -> KvStream:
        """Return a stream with what was read of the session, cut back to the prefix that it shares with the prompt.

        The prompt's last token is never included: it has to be computed, because the first token of the answer is drawn
        from its logits. The stream is busy until `release`. Raise IndexError if all streams are busy.
        """
        stream = self._stream_of(session)
        self._cut(stream, common_prefix_length(stream.tokens, prompt.tokens[:-1]))
        self.adopt_public_part(stream, prompt)
        return stream

    def acquire_for_draft(self, session: int, prompt: Prompt) -> KvStream | None:
        """Like `acquire`, for reading an unfinished answer; None if all streams are busy.

        Tokens beyond the prompt are kept, because the candidate may type them again.
        """
        if all(stream.busy for stream in self.streams):
            return None
        stream = self._stream_of(session)
        common = common_prefix_length(stream.tokens, prompt.tokens)
        if common < len(prompt.tokens):
            self._cut(stream, common)
            self.adopt_public_part(stream, prompt)
        return stream

    def append(self, stream: KvStream, tokens: Sequence[int]) -> None:
        """Note that `tokens` were computed after the ones that the stream holds. A public part is kept for others."""
        stream.tokens += tokens
        if stream.public and stream.tokens == stream.public and stream.public not in self._public_parts:
            self._public_parts.put(stream.public, self._memory.save(stream.id))

    def unread_public(self, stream: KvStream) -> int:
        """Return how many tokens are left of a public part that is not kept yet. A slice has to end with the part."""
        is_known = not stream.public or stream.public in self._public_parts
        return 0 if is_known else max(0, len(stream.public) - len(stream.tokens))

    def adopt_public_part(self, stream: KvStream, prompt: Prompt) -> None:
        """Load a public part into the stream, if it begins with more of the prompt's own than the stream holds."""
        stream.public = prompt.public
        best, longest = None, len(stream.tokens)
        for part in self._public_parts.all():
            common = common_prefix_length(part.tokens, stream.public)
            if common > longest and (self.can_cut or common == len(part.tokens)):
                best, longest = part, common
        if best:
            self._public_parts.touch(best.tokens)
            self._load(stream, best)
            self._cut(stream, longest)

    def release(self, stream: KvStream, keep: bool = True) -> None:
        """Mark the stream as idle. Unless `keep`, empty it."""
        stream.busy = False
        stream.used_at = next(self._clock)
        if not keep:
            stream.session = None
            self._cut(stream, 0)

    def forget(self, session: int) -> None:
        """Drop what was read of an interview, except a stream that is busy."""
        self.parked.forget(session)
        for stream in self._idle():
            if stream.session == session:
                self.release(stream, keep=False)

    def rollback(self, stream: KvStream) -> None:
        """Bring the memory back to what `stream.tokens` says, after a computation that failed half-way."""
        self._cut(stream, len(stream.tokens) if self.can_cut else 0)
        self._memory.cut(stream.id, len(stream.tokens))
        self._empty_if_incomplete(stream)

    def clear(self) -> None:
        """Forget everything."""
        for stream in self.streams:
            self.release(stream, keep=False)
        self.parked.clear()
        self._public_parts.clear()

    def _idle(self) -> list[KvStream]:
        return [stream for stream in self.streams if not stream.busy]

    def _stream_of(self, session: int | None) -> KvStream:
        """Return a busy stream with what was read of the session: its own one, else the first that holds nothing, else
        the one that has been idle longest."""
        idle = self._idle()
        own = [stream for stream in idle if session is not None and stream.session == session]
        stream = (own or sorted(idle, key=lambda each: each.used_at if each.session is not None else 0))[0]
        if not own:
            self._hand_over(stream, session)
        stream.busy = True
        return stream

    def _hand_over(self, stream: KvStream, session: int | None) -> None:
        """Park the interview in the stream, and load the session's."""
        if stream.session is not None and stream.tokens:
            self.parked.put(stream.session, Parked(list(stream.tokens), self._memory.save(stream.id)))
        self._cut(stream, 0)
        stream.session = session
        if session is not None and (parked := self.parked.take(session)):
            self._load(stream, parked)

    def _load(self, stream: KvStream, parked: Parked) -> None:
        self._cut(stream, 0)
        if self._memory.load(stream.id, parked.state):
            stream.tokens[:] = parked.tokens
            self._empty_if_incomplete(stream)

    def _cut(self, stream: KvStream, length: int) -> None:
        if length < len(stream.tokens):
            length = length if self.can_cut else 0
            self._memory.cut(stream.id, length)
            del stream.tokens[length:]
            self._empty_if_incomplete(stream)

    def _empty_if_incomplete(self, stream: KvStream) -> None:
        # Cells behind a sliding window are reused, but a stream that was cut back may need them again.
        if stream.tokens and not self._memory.holds(stream.id, len(stream.tokens)):
            self._memory.cut(stream.id, 0)
            stream.tokens.clear()


def common_prefix_length(one: Sequence[int], other: Sequence[int]) -> int:
    """Return the length of the common prefix, by bisection: comparing slices is faster than comparing tokens."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
