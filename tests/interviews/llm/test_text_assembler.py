import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.text_assembler import TextAssembler

STOPS = ("<answer>", "\nTopic:")


def assembled(pieces: Sequence[bytes], stop: Sequence[str] = STOPS) -> str:
    text = TextAssembler(stop)
    return "".join([*(text.feed(piece) for piece in pieces), text.flush()])


def cut(data: bytes, places: list[int]) -> list[bytes]:
    borders = [0, *sorted(p % (len(data) + 1) for p in places), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(borders)]


places = st.lists(st.integers(min_value=0), max_size=8)
words = st.sampled_from(
    ["안녕", "하세요? ", "abc", "<", "answer>", "<answer>", "\n", "Topic:", "👩\u200d💻", "é", "\0", "\ufffd"]
)


@given(st.lists(words).map("".join), places)
def test_however_the_bytes_are_cut_the_text_is_the_same(text: str, at: list[int]) -> None:
    data = text.encode()
    assert assembled(cut(data, at)) == assembled([data])


@given(st.binary(), places)
def test_however_broken_bytes_are_cut_the_text_is_the_same(data: bytes, at: list[int]) -> None:
    assert assembled(cut(data, at)) == assembled([data])


@given(st.binary(), places)
def test_what_no_reader_or_database_can_use_never_comes_out(data: bytes, at: list[int]) -> None:
    assert not set("\ufffd\0") & set(assembled(cut(data, at)))


@given(st.text(st.characters(exclude_characters="\0\ufffd", exclude_categories=["Cs"])), places)
def test_without_a_stop_string_the_text_comes_out_whole(text: str, at: list[int]) -> None:
    assert assembled(cut(text.encode(), at), stop=()) == text


def test_a_character_is_held_back_until_it_is_whole() -> None:
    text = TextAssembler()
    assert [text.feed(bytes([byte])) for byte in "한".encode()] == ["", "", "한"]


def test_half_a_character_at_the_end_is_dropped() -> None:
    assert assembled([b"ok", "한".encode()[:2]]) == "ok"


def test_a_replacement_character_that_the_model_wrote_is_dropped() -> None:
    assert assembled(["a\ufffdb".encode()]) == "ab"


@pytest.mark.parametrize("pieces", [["Why?", "\nTopic: x"], ["Why?\n", "To", "pic", ":", " x"], ["Why?\nTopic: x"]])
def test_the_text_ends_before_a_stop_string_also_where_it_came_in_pieces(pieces: list[str]) -> None:
    text = TextAssembler(STOPS)
    assert "".join(text.feed(piece.encode()) for piece in pieces) + text.flush() == "Why?"
    assert text.stopped


def test_what_only_began_like_a_stop_string_comes_out_once_that_is_clear() -> None:
    text = TextAssembler(STOPS)
    assert text.feed(b"Why? <ans") == "Why? "
    assert text.feed(b"wers>") == "<answers>"
    assert not text.stopped


def test_what_began_like_a_stop_string_comes_out_at_the_end() -> None:
    assert assembled([b"Why? <ans"]) == "Why? <ans"


def test_nothing_comes_out_after_a_stop_string() -> None:
    text = TextAssembler(STOPS)
    text.feed(b"Why?<answer>")
    assert text.feed(b"more") == text.flush() == ""


def test_an_empty_stop_string_stops_nothing() -> None:
    assert assembled([b"abc"], stop=[""]) == "abc"
