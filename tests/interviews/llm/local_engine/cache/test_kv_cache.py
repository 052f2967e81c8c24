"""The KV cache's bookkeeping, compared with a simulated memory over random sequences of events."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from interviews.llm.local_engine.cache.kv_cache import PUBLIC_PARTS, KvCache, KvStream, Prompt, common_prefix_length
from interviews.llm.local_engine.cache.parked import Parked, ParkedInterviews

STREAMS, PARKED_BYTES = 3, 60
PUBLIC = ([1, 2, 3, 4], [1, 2, 9, 9], [])
tails = st.lists(st.integers(5, 7), min_size=1, max_size=6)


class Cell(NamedTuple):
    """A computed token, the session that read it, and its position."""

    token: int
    session: int | None
    at: int


class Cells:
    """A memory like llama.cpp's. A copy of a stream has a byte for each token."""

    def __init__(self) -> None:
        self.rows: dict[int, list[Cell]] = {}
        self.lost = self.refuses = False
        self._copies: list[tuple[bytearray, list[Cell]]] = []

    def cut(self, id: int, length: int) -> None:
        self.rows[id] = self.rows.get(id, [])[:length]

    def holds(self, id: int, length: int) -> bool:
        return not self.lost

    def save(self, id: int) -> bytearray:
        copy = bytearray(len(self.rows.get(id, [])))
        self._copies.append((copy, self.rows.get(id, [])))
        return copy

    def load(self, id: int, state: bytearray) -> bool:
        assert not self.rows.get(id), "llama.cpp would add to what is there"
        if not self.refuses:
            [self.rows[id]] = [row for copy, row in self._copies if copy is state]
        return not self.refuses

    def read(self, cache: KvCache, stream: KvStream, tokens: Sequence[int]) -> None:
        row = self.rows.get(stream.id, [])
        self.rows[stream.id] = row + [Cell(token, stream.session, len(row) + n) for n, token in enumerate(tokens)]
        cache.append(stream, tokens)


class Events(RuleBasedStateMachine):
    """Questions start, are read in part and end; drafts are read; interviews are forgotten; copies are refused."""

    can_cut = True

    def __init__(self) -> None:
        super().__init__()
        self.memory = Cells()
        self.cache = KvCache(self.memory, STREAMS, parked_bytes=PARKED_BYTES, can_cut=self.can_cut)
        self.asked: list[tuple[KvStream, Prompt]] = []

    @precondition(lambda self: len(self.asked) < STREAMS)
    @rule(session=st.integers(1, 5), public=st.sampled_from(PUBLIC), tail=tails)
    def ask(self, session: int, public: list[int], tail: list[int]) -> None:
        prompt = Prompt(public + tail, len(public))
        stream = self.cache.acquire(session, prompt)
        assert stream.busy and stream not in [asked for asked, _ in self.asked]
        assert stream.tokens == prompt.tokens[: len(stream.tokens)]
        assert len(stream.tokens) < len(prompt.tokens)
        self.asked.append((stream, prompt))

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9), count=st.integers(1, 4))
    def read(self, which: int, count: int) -> None:
        stream, prompt = self.asked[which % len(self.asked)]
        if len(stream.tokens) < len(stream.public):
            self.cache.adopt_public_part(stream, prompt)
        count = min(count, self.cache.unread_public(stream) or count)
        self.memory.read(self.cache, stream, [*prompt.tokens, 8, 8, 8][len(stream.tokens) :][:count])

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9), keep=st.booleans())
    def end(self, which: int, keep: bool) -> None:
        stream, _ = self.asked.pop(which % len(self.asked))
        self.cache.release(stream, keep)

    @rule(session=st.integers(1, 5), public=st.sampled_from(PUBLIC), tail=tails)
    def draft(self, session: int, public: list[int], tail: list[int]) -> None:
        if session in {stream.session for stream, _ in self.asked}:
            return
        prompt = Prompt(public + tail, len(public))
        stream = self.cache.acquire_for_draft(session, prompt)
        if stream is None:
            assert len(self.asked) == STREAMS
            return
        unread = prompt.tokens[len(stream.tokens) :]
        assert stream.tokens[: len(prompt.tokens)] == prompt.tokens[: len(stream.tokens)]
        self.memory.read(self.cache, stream, unread[: min(2, self.cache.unread_public(stream) or 2)])
        self.cache.release(stream)

    @rule(session=st.integers(1, 5))
    def forget(self, session: int) -> None:
        self.cache.forget(session)
        assert self.cache.parked.take(session) is None

    @rule(refuses=st.booleans())
    def refuse(self, refuses: bool) -> None:
        self.memory.refuses = refuses

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9))
    def fail(self, which: int) -> None:
        stream, _ = self.asked[which % len(self.asked)]
        row = self.memory.rows.get(stream.id, [])
        self.memory.rows[stream.id] = [*row, Cell(99, stream.session, len(row))]
        self.cache.rollback(stream)

    @invariant()
    def the_bookkeeping_matches_the_memory(self) -> None:
        held = {stream.id: stream.tokens for stream in self.cache.streams if stream.tokens}
        assert {id: [cell.token for cell in row] for id, row in self.memory.rows.items() if row} == held

    @invariant()
    def no_interview_holds_what_another_said(self) -> None:
        for stream in self.cache.streams:
            strange = [cell for cell in self.memory.rows.get(stream.id, []) if cell.session != stream.session]
            assert all(cell.at < len(stream.public) for cell in strange)

    @invariant()
    def parked_interviews_have_their_room(self) -> None:
        assert self.cache.parked.bytes <= PARKED_BYTES


class RecurrentEvents(Events):
    can_cut = False


TestEvents = Events.TestCase
TestRecurrentEvents = RecurrentEvents.TestCase
TestEvents.settings = TestRecurrentEvents.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.fixture
def memory() -> Cells:
    return Cells()


@pytest.fixture
def cache(memory: Cells) -> KvCache:
    return KvCache(memory, STREAMS, parked_bytes=PARKED_BYTES)


def asked(cache: KvCache, memory: Cells, session: int, prompt: Prompt, said: Sequence[int] = ()) -> KvStream:
    """Read a whole question of an interview and the words of its answer, and release the stream."""
    stream = cache.acquire(session, prompt)
    while left := cache.unread_public(stream):
        memory.read(cache, stream, prompt.tokens[len(stream.tokens) :][:left])
    memory.read(cache, stream, prompt.tokens[len(stream.tokens) :] + list(said))
    cache.release(stream)
    return stream


def fill(cache: KvCache, memory: Cells) -> None:
    """Ask other interviews, until each stream has one of them."""
    for session in range(100, 100 + STREAMS):
        asked(cache, memory, session, Prompt([session]))


def test_a_follow_up_reuses_everything_read_and_written(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3]), said=[4, 5])
    assert cache.acquire(1, Prompt([1, 2, 3, 4, 5, 6, 7])).tokens == [1, 2, 3, 4, 5]


def test_an_edit_in_the_middle_cuts_the_stream_back_to_it(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5, 6]))
    assert cache.acquire(1, Prompt([1, 2, 3, 9, 5, 6])).tokens == [1, 2, 3]


def test_the_last_token_of_a_cached_prompt_is_read_again(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3]))
    assert cache.acquire(1, Prompt([1, 2, 3])).tokens == [1, 2]


def test_deleted_text_stays_cached_in_case_it_is_typed_again(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5]))
    stream = cache.acquire_for_draft(1, Prompt([1, 2, 3]))
    assert stream and stream.tokens == [1, 2, 3, 4, 5]


def test_an_interview_whose_stream_went_to_others_comes_back_as_it_was(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3]), said=[4, 5])
    fill(cache, memory)
    assert 1 not in {stream.session for stream in cache.streams}
    assert cache.acquire(1, Prompt([1, 2, 3, 4, 5, 6])).tokens == [1, 2, 3, 4, 5]


def test_a_copy_that_llama_cpp_refuses_is_read_again(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3]))
    fill(cache, memory)
    memory.refuses = True
    assert cache.acquire(1, Prompt([1, 2, 3, 4])).tokens == []


def test_a_public_part_is_read_once_for_all_interviews(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5], public_tokens=3))
    assert cache.acquire(2, Prompt([1, 2, 3, 9], public_tokens=3)).tokens == [1, 2, 3]


def test_of_another_public_part_the_common_beginning_is_used(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5], public_tokens=3))
    assert cache.acquire(2, Prompt([1, 2, 8, 9], public_tokens=3)).tokens == [1, 2]


def test_the_public_part_outlives_the_interview_that_read_it(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5], public_tokens=3))
    cache.forget(1)
    assert cache.used_cells == 0
    assert cache.acquire(2, Prompt([1, 2, 3, 9], public_tokens=3)).tokens == [1, 2, 3]


def test_only_the_last_public_parts_are_kept(cache: KvCache, memory: Cells) -> None:
    for part in range(10, 11 + PUBLIC_PARTS):
        asked(cache, memory, 1, Prompt([part, part, 1], public_tokens=2))
        cache.forget(1)
    assert cache.acquire(2, Prompt([10, 10, 1], public_tokens=2)).tokens == []
    assert cache.acquire(3, Prompt([12, 12, 1], public_tokens=2)).tokens == [12, 12]


def test_the_interview_that_has_been_idle_longest_gives_its_stream(cache: KvCache, memory: Cells) -> None:
    for session in (1, 2, 3):
        asked(cache, memory, session, Prompt([session] * 3))
    asked(cache, memory, 1, Prompt([1] * 3 + [5]))
    asked(cache, memory, 4, Prompt([4]))
    assert {stream.session for stream in cache.streams} == {1, 3, 4}


def test_cells_lost_behind_a_sliding_window_are_read_again(cache: KvCache, memory: Cells) -> None:
    asked(cache, memory, 1, Prompt([1, 2, 3, 4, 5, 6], public_tokens=3))
    memory.lost = True
    assert cache.acquire(2, Prompt([1, 2, 3, 9], public_tokens=3)).tokens == []  # the public part is incomplete
    assert cache.acquire(1, Prompt([1, 2, 3, 4, 9])).tokens == []  # and so is the stream that was cut back


def test_a_draft_gets_no_stream_of_a_question(cache: KvCache, memory: Cells) -> None:
    for session in range(STREAMS):
        cache.acquire(session, Prompt([session] * 5))
    assert cache.acquire_for_draft(9, Prompt([1, 2])) is None


def test_parked_interviews_are_dropped_when_their_room_is_full() -> None:
    parked = ParkedInterviews(10)
    for session in (1, 2, 3):
        parked.put(session, Parked([session], bytearray(4)))
    assert (parked.bytes, parked.dropped) == (8, 1)
    assert parked.take(1) is None and parked.take(2) == ([2], bytearray(4))
    parked.put(3, Parked([3, 3], bytearray(11)))
    assert (parked.bytes, parked.dropped) == (0, 2)


@given(st.lists(st.integers(0, 2), max_size=12), st.lists(st.integers(0, 2), max_size=12))
def test_the_common_prefix_length_is_found(one: list[int], other: list[int]) -> None:
    pairs = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    assert common_prefix_length(one, other) == len(list(pairs))
