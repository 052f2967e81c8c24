"""The KV cache's bookkeeping, compared with a simulated memory over random sequences of events."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from interviews.llm.local_engine.kv_cache import KvCache, KvSequence, Prompt, common_prefix_length

SEQUENCES, CELLS = 4, 40
PUBLIC = ([1, 2, 3, 4], [1, 2, 9, 9], [])
tails = st.lists(st.integers(5, 7), min_size=1, max_size=6)


class Cell:
    """A computed token, the session that read it, and its position."""

    def __init__(self, token: int, session: int | None, at: int) -> None:
        self.token, self.session, self.at = token, session, at


class Cells:
    """A memory like llama.cpp's: sequences refer to cells, and may share them."""

    lost = False

    def __init__(self) -> None:
        self.rows: dict[int, list[Cell]] = {}

    def cut(self, id: int, length: int) -> None:
        self.rows[id] = self.rows.get(id, [])[:length]

    def share(self, source: int, target: int, length: int) -> None:
        assert not self.rows.get(target)
        self.rows[target] = self.rows[source][:length]

    def holds(self, id: int, length: int) -> bool:
        return not self.lost

    def read(self, cache: KvCache, sequence: KvSequence, tokens: Sequence[int]) -> None:
        row = self.rows.setdefault(sequence.id, [])
        row += [Cell(token, sequence.session, len(row) + n) for n, token in enumerate(tokens)]
        cache.append(sequence, tokens)

    def count(self) -> int:
        return len({id(cell) for row in self.rows.values() for cell in row})


class Events(RuleBasedStateMachine):
    """Questions start, are read in part and end; drafts are read; interviews are forgotten; sequences are evicted."""

    can_cut = True

    def __init__(self) -> None:
        super().__init__()
        self.memory = Cells()
        self.cache = KvCache(self.memory, SEQUENCES, CELLS, self.can_cut)
        self.asked: list[tuple[KvSequence, Prompt]] = []

    @precondition(lambda self: len(self.asked) < SEQUENCES - 1)
    @rule(session=st.integers(1, 3), public=st.sampled_from(PUBLIC), tail=tails)
    def ask(self, session: int, public: list[int], tail: list[int]) -> None:
        prompt = Prompt(public + tail, len(public))
        sequence = self.cache.acquire(session, prompt)
        assert sequence.tokens == prompt.tokens[: len(sequence.tokens)]
        assert len(sequence.tokens) < len(prompt.tokens)
        self.asked.append((sequence, prompt))

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9), count=st.integers(1, 4))
    def read(self, which: int, count: int) -> None:
        sequence, prompt = self.asked[which % len(self.asked)]
        self.cache.adopt_shared_prefix(sequence, prompt)
        tokens = [*prompt.tokens, 8, 8, 8][len(sequence.tokens) :][:count]
        if self.cache.make_room(len(tokens)):
            self.memory.read(self.cache, sequence, tokens)

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9), keep=st.booleans())
    def end(self, which: int, keep: bool) -> None:
        sequence, _ = self.asked.pop(which % len(self.asked))
        self.cache.release(sequence, keep)

    @rule(session=st.integers(1, 3), public=st.sampled_from(PUBLIC), tail=tails)
    def draft(self, session: int, public: list[int], tail: list[int]) -> None:
        if session in {sequence.session for sequence, _ in self.asked}:
            return
        prompt = Prompt(public + tail, len(public))
        sequence = self.cache.acquire_for_draft(session, prompt)
        if sequence is None:
            return
        unread = prompt.tokens[len(sequence.tokens) :]
        assert sequence.tokens[: len(prompt.tokens)] == prompt.tokens[: len(sequence.tokens)]
        if self.cache.make_room(len(unread)):
            self.memory.read(self.cache, sequence, unread[:2])
        self.cache.release(sequence)

    @rule(session=st.integers(1, 3))
    def forget(self, session: int) -> None:
        self.cache.forget(session)

    @rule()
    def evict(self) -> None:
        self.cache.evict()

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9))
    def fail(self, which: int) -> None:
        sequence, _ = self.asked[which % len(self.asked)]
        row = self.memory.rows.setdefault(sequence.id, [])
        self.memory.rows[sequence.id] = [*row, Cell(99, sequence.session, len(row))]
        self.cache.rollback(sequence)

    @invariant()
    def the_bookkeeping_matches_the_memory(self) -> None:
        held = {sequence.id: sequence.tokens for sequence in self.cache.sequences}
        assert {id: [cell.token for cell in row] for id, row in self.memory.rows.items() if row} == {
            id: tokens for id, tokens in held.items() if tokens
        }

    @invariant()
    def every_cell_is_counted_once(self) -> None:
        assert self.cache.used_cells == self.memory.count() <= CELLS

    @invariant()
    def no_interview_holds_what_another_said(self) -> None:
        for sequence in self.cache.sequences:
            strange = [c for c in self.memory.rows.get(sequence.id, []) if c.session != sequence.session]
            assert all(cell.at < sequence.public_tokens for cell in strange)

    @invariant()
    def busy_sequences_are_kept(self) -> None:
        assert {sequence.id for sequence, _ in self.asked} <= {sequence.id for sequence in self.cache.sequences}


class RecurrentEvents(Events):
    can_cut = False

    @invariant()
    def nothing_is_shared(self) -> None:
        assert self.memory.count() == sum(len(row) for row in self.memory.rows.values())


TestEvents = Events.TestCase
TestRecurrentEvents = RecurrentEvents.TestCase
TestEvents.settings = TestRecurrentEvents.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.fixture
def memory() -> Cells:
    return Cells()


@pytest.fixture
def cache(memory: Cells) -> KvCache:
    return KvCache(memory, SEQUENCES, CELLS)


def asked(cache: KvCache, memory: Cells, session: int, prompt: Prompt, said: Sequence[int] = ()) -> KvSequence:
    """Read a whole question of an interview and the words of its answer, and release the sequence."""
    sequence = cache.acquire(session, prompt)
    memory.read(cache, sequence, prompt.tokens[len(sequence.tokens) :] + list(said))
    cache.release(sequence)
    return sequence


def test_a_follow_up_reuses_everything_read_and_written(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3]), said=[4, 5])
    assert cache.acquire(1, Prompt([1, 2, 3, 4, 5, 6, 7])).tokens == [1, 2, 3, 4, 5]


def test_an_edit_in_the_middle_cuts_the_sequence_back_to_it(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5, 6]))
    assert cache.acquire(1, Prompt([1, 2, 3, 9, 5, 6])).tokens == [1, 2, 3]


def test_the_last_token_of_a_cached_prompt_is_read_again(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3]))
    assert cache.acquire(1, Prompt([1, 2, 3])).tokens == [1, 2]


def test_deleted_text_stays_cached_in_case_it_is_typed_again(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5]))
    sequence = cache.acquire_for_draft(1, Prompt([1, 2, 3]))
    assert sequence and sequence.tokens == [1, 2, 3, 4, 5]


def test_two_interviews_share_the_cells_of_their_public_part(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5], public_tokens=3))
    sequence = cache.acquire(2, Prompt([1, 2, 3, 4, 5], public_tokens=3))
    assert sequence.tokens == [1, 2, 3]
    assert cache.used_cells == 5


def test_the_public_part_outlives_the_interview_that_read_it(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5], public_tokens=3))
    cache.forget(1)
    assert cache.used_cells == 3
    assert cache.acquire(2, Prompt([1, 2, 3, 9], public_tokens=3)).tokens == [1, 2, 3]


def test_the_least_recently_used_interview_is_evicted_first(cache: KvCache, memory: Cells) -> None:
    for session in (1, 2, 3):
        asked(cache, memory, session, Prompt([session] * 10))
    asked(cache, memory, 1, Prompt([1] * 10 + [5]))
    assert cache.make_room(15)
    assert {held.session for held in cache.sequences} == {1, 3}


def test_cells_lost_behind_a_sliding_window_are_read_again(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5, 6], public_tokens=3))
    memory.lost = True
    assert cache.acquire(2, Prompt([1, 2, 3, 9], public_tokens=3)).tokens == []  # the shared prefix is incomplete
    assert cache.acquire(1, Prompt([1, 2, 3, 4, 9])).tokens == []  # and so is the sequence that was cut back
    assert cache.used_cells == memory.count() == 0


def test_a_draft_does_not_evict_other_interviews(cache: KvCache, memory: Cells) -> None:
    for session in range(SEQUENCES):
        asked(cache, memory, session, Prompt([session] * 5))
    assert cache.acquire_for_draft(9, Prompt([1, 2])) is None
    assert cache.acquire_for_draft(0, Prompt([0] * 5 + [1])) is not None


def test_busy_sequences_are_not_evicted(cache: KvCache, memory: Cells) -> None:
    memory.read(cache, cache.acquire(1, Prompt([1] * 31)), [1] * 30)
    assert not cache.make_room(11)
    assert cache.make_room(10)


@given(st.lists(st.integers(0, 2), max_size=12), st.lists(st.integers(0, 2), max_size=12))
def test_the_common_prefix_length_is_found(one: list[int], other: list[int]) -> None:
    pairs = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    assert common_prefix_length(one, other) == len(list(pairs))
