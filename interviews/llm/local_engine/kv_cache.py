"""Who holds what in the KV cache: which interview's tokens stand read, what two have in common, who goes first.

Pure but for the memory that it is given, whose one writer it is.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is to read. The first `public` tokens say nothing of an interview (instructions, position): only
    those are ever shared with another one."""

    tokens: list[int]
    public: int = 0


class KvMemory(Protocol):
    """A KV cache, by sequence ids."""

    def cut(self, id: int, length: int) -> None:
        """Keep a sequence's first `length` tokens."""

    def share(self, source: int, target: int, length: int) -> None:
        """Make an empty sequence begin with another's first `length` tokens, in the same cells."""

    def holds(self, id: int, length: int) -> bool:
        """Whether a sequence still has all that is needed to go on behind its first `length` tokens."""


@dataclass(eq=False, slots=True)
class KvSequence:
    """A sequence of the cache: `tokens` are read, each into one of `cells`. While it is `busy` it is not given up."""

    id: int
    session: int | None = None
    tokens: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    public: int = 0
    busy: bool = False
    used_at: int = 0


class KvCache:
    """`sequences` of them in `cells` tokens of room. `can_cut`: whether the model can forget the end of what it read;
    one that cannot (a recurrent one) keeps a sequence only where it grows at its end, and shares nothing."""

    def __init__(self, memory: KvMemory, sequences: int, cells: int, can_cut: bool = True) -> None:
        self.cells, self.used = cells, 0
        self.evicted = 0  # since somebody asked
        self._memory, self.can_cut = memory, can_cut
        self._free = list(reversed(range(sequences)))
        self.held: list[KvSequence] = []
        self._borrowers: Counter[int] = Counter()  # of a cell, beside its first user
        self._clock, self._numbers = itertools.count(1), itertools.count()

    def take(self, session: int | None, prompt: Prompt) -> KvSequence:
        """The session's sequence, or a new one, cut back to what it has in common with the prompt. Never all of it:
        the last token is read anew, for what follows it is drawn from that. Ends with `release`."""
        sequence = self._of(session)
        self._cut(sequence, common_prefix_length(sequence.tokens, prompt.tokens[:-1]))
        self.extend(sequence, prompt)
        sequence.busy = True
        return sequence

    def prepare(self, session: int, prompt: Prompt) -> KvSequence | None:
        """The same for reading ahead. What stands read beyond the prompt stays: it may be typed again. None for an
        interview that lost its place, where it could only get one by taking another's."""
        has_room = self._free and self.cells - self.used >= len(prompt.tokens)
        if not has_room and all(held.session != session for held in self.held):
            return None
        sequence = self._of(session)
        sequence.busy = True
        common = common_prefix_length(sequence.tokens, prompt.tokens)
        if common < len(prompt.tokens):
            self._cut(sequence, common)
            self.extend(sequence, prompt)
        return sequence

    def note(self, sequence: KvSequence, tokens: Sequence[int]) -> None:
        """These were read behind what it holds."""
        sequence.tokens += tokens
        sequence.cells += itertools.islice(self._numbers, len(tokens))
        self.used += len(tokens)

    def extend(self, sequence: KvSequence, prompt: Prompt) -> None:
        """Take over what another sequence has read of the prompt's public part."""
        # Never all of it: what is to be drawn follows from a token that is read.
        public = prompt.tokens[:-1][: prompt.public]
        if self.can_cut and len(sequence.tokens) < len(public):
            others = [other for other in self.held if other is not sequence]
            lengths = [common_prefix_length(other.tokens[: other.public], public) for other in others]
            longest = max(lengths, default=0)
            if longest > len(sequence.tokens):
                self._cut(sequence, 0)
                self._share(others[lengths.index(longest)], sequence, longest)
        sequence.public = prompt.public

    def release(self, sequence: KvSequence, keep: bool = True) -> None:
        """It is idle now. Without `keep` only what others may share of it stays."""
        sequence.busy = False
        sequence.used_at = next(self._clock)
        if not keep:
            sequence.session = None
            self._cut(sequence, sequence.public)
            if not sequence.tokens or self._has_twin(sequence):
                self._drop(sequence)

    def forget(self, session: int) -> None:
        """Let go of an interview's own tokens, unless it is busy."""
        for sequence in [held for held in self.held if held.session == session and not held.busy]:
            self.release(sequence, keep=False)

    def restore(self, sequence: KvSequence) -> None:
        """Back to `tokens`, after a computation that failed somewhere."""
        self._cut(sequence, len(sequence.tokens) if self.can_cut else 0)
        self._memory.cut(sequence.id, len(sequence.tokens))
        self._check(sequence)

    def make_room(self, tokens: int) -> bool:
        """Give up idle sequences, the longest unused first, until so many cells are free; whether they are."""
        while self.cells - self.used < tokens:
            if not self.evict():
                return False
        return True

    def evict(self) -> bool:
        """Give up the idle sequence that was unused for longest; whether there was one."""
        idle = [sequence for sequence in self.held if not sequence.busy]
        if not idle:
            return False
        self._drop(min(idle, key=lambda sequence: sequence.used_at))
        self.evicted += 1
        return True

    def clear(self) -> None:
        for sequence in list(self.held):
            self._drop(sequence)

    def _of(self, session: int | None) -> KvSequence:
        mine = (held for held in self.held if session is not None and held.session == session and not held.busy)
        sequence = next(mine, None) or self._new(session)
        sequence.used_at = next(self._clock)
        return sequence

    def _new(self, session: int | None) -> KvSequence:
        if not self._free:
            self.evict()
        sequence = KvSequence(self._free.pop(), session)
        self.held.append(sequence)
        return sequence

    def _drop(self, sequence: KvSequence) -> None:
        self._cut(sequence, 0)
        self.held.remove(sequence)
        self._free.append(sequence.id)

    def _cut(self, sequence: KvSequence, length: int) -> None:
        if length >= len(sequence.tokens):
            return
        if not self.can_cut:
            length = 0
        self._memory.cut(sequence.id, length)
        for cell in sequence.cells[length:]:
            if self._borrowers[cell]:
                self._borrowers[cell] -= 1
            else:
                del self._borrowers[cell]
                self.used -= 1
        del sequence.tokens[length:], sequence.cells[length:]
        sequence.public = min(sequence.public, length)
        self._check(sequence)

    def _share(self, donor: KvSequence, sequence: KvSequence, length: int) -> None:
        self._memory.share(donor.id, sequence.id, length)
        sequence.tokens[:], sequence.cells[:] = donor.tokens[:length], donor.cells[:length]
        self._borrowers.update(sequence.cells)
        self._check(sequence)

    def _check(self, sequence: KvSequence) -> None:
        # Behind a sliding window cells are given to others: what was cut back, or lent, may need them again.
        if sequence.tokens and not self._memory.holds(sequence.id, len(sequence.tokens)):
            self._cut(sequence, 0)

    def _has_twin(self, sequence: KvSequence) -> bool:
        others = (held for held in self.held if held is not sequence)
        return any(other.tokens[: other.public][: len(sequence.tokens)] == sequence.tokens for other in others)


def common_prefix_length(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens two begin with in common. By halves: comparing slices is quicker than comparing tokens."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
