"""Bookkeeping of the KV cache: what is held of each interview, what interviews share, and what is evicted first.

Pure except for the memory that it is given; nothing else may write to that memory.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """The tokens of a prompt.

    The first `public_tokens` (instructions, position) contain nothing that was said in an interview. Only they are ever
    shared with another interview.
    """

    tokens: list[int]
    public_tokens: int = 0


class KvMemory(Protocol):
    """llama.cpp's KV cache, addressed by sequence ids. LlamaContext implements it."""

    def cut(self, id: int, length: int) -> None:
        """Keep a sequence's first `length` tokens."""

    def share(self, source: int, target: int, length: int) -> None:
        """Let the empty sequence `target` begin with the first `length` tokens of `source`, in the same cells."""

    def holds(self, id: int, length: int) -> bool:
        """Return whether a sequence still has every cell needed to continue after its first `length` tokens."""


@dataclass(eq=False, slots=True)
class KvSequence:
    """A sequence of the cache: its `tokens` are computed, each in one of `cells`. It is not evicted while `busy`."""

    id: int
    session: int | None = None
    tokens: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    public_tokens: int = 0
    busy: bool = False
    used_at: int = 0


class KvCache:
    """The sequences of all interviews, in cells that they share.

    A model that cannot remove tokens from the end of its memory (`can_cut` is false, as for recurrent models) keeps a
    sequence only while the prompt grows at its end, and shares nothing.
    """

    def __init__(self, memory: KvMemory, sequences: int, cells: int, can_cut: bool = True) -> None:
        """`sequences` is the number of sequence ids, `cells` the capacity in tokens."""
        self.cells, self.used_cells = cells, 0
        self.evicted = 0  # counts up; the reader may reset it
        self._memory, self.can_cut = memory, can_cut
        self._free = list(reversed(range(sequences)))
        self.sequences: list[KvSequence] = []
        self._extra_users: Counter[int] = Counter()  # by cell: its users other than the first
        self._clock, self._numbers = itertools.count(1), itertools.count()

    def acquire(self, session: int | None, prompt: Prompt) -> KvSequence:
        """Return the session's sequence, or a new one, cut back to the prefix that it shares with the prompt.

        The prompt's last token is never included: it has to be computed, because the first token of the answer is drawn
        from its logits. The sequence is busy until `release`.
        """
        sequence = self._sequence_of(session)
        self._cut(sequence, common_prefix_length(sequence.tokens, prompt.tokens[:-1]))
        self.adopt_shared_prefix(sequence, prompt)
        sequence.busy = True
        return sequence

    def acquire_for_draft(self, session: int, prompt: Prompt) -> KvSequence | None:
        """Like `acquire`, for reading an unfinished answer.

        Tokens beyond the prompt are kept, because the candidate may type them again. Return None if the session has no
        sequence and could only get one by evicting another interview.
        """
        has_room = self._free and self.cells - self.used_cells >= len(prompt.tokens)
        if not has_room and all(held.session != session for held in self.sequences):
            return None
        sequence = self._sequence_of(session)
        sequence.busy = True
        common = common_prefix_length(sequence.tokens, prompt.tokens)
        if common < len(prompt.tokens):
            self._cut(sequence, common)
            self.adopt_shared_prefix(sequence, prompt)
        return sequence

    def append(self, sequence: KvSequence, tokens: Sequence[int]) -> None:
        """Note that `tokens` were computed after the ones that the sequence holds."""
        sequence.tokens += tokens
        sequence.cells += itertools.islice(self._numbers, len(tokens))
        self.used_cells += len(tokens)

    def adopt_shared_prefix(self, sequence: KvSequence, prompt: Prompt) -> None:
        """Share the cells of another sequence that holds more of the prompt's public part than this one."""
        # Without the last token, as in `acquire`.
        public = prompt.tokens[:-1][: prompt.public_tokens]
        if self.can_cut and len(sequence.tokens) < len(public):
            others = [other for other in self.sequences if other is not sequence]
            lengths = [common_prefix_length(other.tokens[: other.public_tokens], public) for other in others]
            longest = max(lengths, default=0)
            if longest > len(sequence.tokens):
                self._cut(sequence, 0)
                self._share_cells(others[lengths.index(longest)], sequence, longest)
        sequence.public_tokens = prompt.public_tokens

    def release(self, sequence: KvSequence, keep: bool = True) -> None:
        """Mark the sequence as idle. Unless `keep`, drop all of it except the public part."""
        sequence.busy = False
        sequence.used_at = next(self._clock)
        if not keep:
            sequence.session = None
            self._cut(sequence, sequence.public_tokens)
            if not sequence.tokens or self._has_duplicate(sequence):
                self._drop(sequence)

    def forget(self, session: int) -> None:
        """Drop the tokens of an interview, except the public part and sequences that are busy."""
        for sequence in [held for held in self.sequences if held.session == session and not held.busy]:
            self.release(sequence, keep=False)

    def rollback(self, sequence: KvSequence) -> None:
        """Bring the memory back to what `sequence.tokens` says, after a computation that failed half-way."""
        self._cut(sequence, len(sequence.tokens) if self.can_cut else 0)
        self._memory.cut(sequence.id, len(sequence.tokens))
        self._drop_if_incomplete(sequence)

    def make_room(self, tokens: int) -> bool:
        """Evict idle sequences, least recently used first, until `tokens` cells are free. Return whether they are."""
        while self.cells - self.used_cells < tokens:
            if not self.evict():
                return False
        return True

    def evict(self) -> bool:
        """Evict the least recently used idle sequence. Return whether there was one."""
        idle = [sequence for sequence in self.sequences if not sequence.busy]
        if not idle:
            return False
        self._drop(min(idle, key=lambda sequence: sequence.used_at))
        self.evicted += 1
        return True

    def clear(self) -> None:
        """Drop every sequence."""
        for sequence in list(self.sequences):
            self._drop(sequence)

    def _sequence_of(self, session: int | None) -> KvSequence:
        mine = (held for held in self.sequences if session is not None and held.session == session and not held.busy)
        sequence = next(mine, None) or self._new(session)
        sequence.used_at = next(self._clock)
        return sequence

    def _new(self, session: int | None) -> KvSequence:
        if not self._free:
            self.evict()
        sequence = KvSequence(self._free.pop(), session)
        self.sequences.append(sequence)
        return sequence

    def _drop(self, sequence: KvSequence) -> None:
        self._cut(sequence, 0)
        self.sequences.remove(sequence)
        self._free.append(sequence.id)

    def _cut(self, sequence: KvSequence, length: int) -> None:
        if length >= len(sequence.tokens):
            return
        if not self.can_cut:
            length = 0
        self._memory.cut(sequence.id, length)
        for cell in sequence.cells[length:]:
            if self._extra_users[cell]:
                self._extra_users[cell] -= 1
            else:
                del self._extra_users[cell]
                self.used_cells -= 1
        del sequence.tokens[length:], sequence.cells[length:]
        sequence.public_tokens = min(sequence.public_tokens, length)
        self._drop_if_incomplete(sequence)

    def _share_cells(self, donor: KvSequence, sequence: KvSequence, length: int) -> None:
        self._memory.share(donor.id, sequence.id, length)
        sequence.tokens[:], sequence.cells[:] = donor.tokens[:length], donor.cells[:length]
        self._extra_users.update(sequence.cells)
        self._drop_if_incomplete(sequence)

    def _drop_if_incomplete(self, sequence: KvSequence) -> None:
        # Cells behind a sliding window are reused, but a sequence that was cut back or shared may need them again.
        if sequence.tokens and not self._memory.holds(sequence.id, len(sequence.tokens)):
            self._cut(sequence, 0)

    def _has_duplicate(self, sequence: KvSequence) -> bool:
        others = (held for held in self.sequences if held is not sequence)
        return any(other.tokens[: other.public_tokens][: len(sequence.tokens)] == sequence.tokens for other in others)


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
