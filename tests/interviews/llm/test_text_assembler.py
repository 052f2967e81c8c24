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
def test_the_text_does_not_depend_on_how_the_bytes_are_cut(text: str, at: list[int]) -> None:
    data = text.encode()
    assert assembled(cut(data, at)) == assembled([data])


@given(st.binary(), places)
def test_the_text_of_invalid_bytes_does_not_depend_on_how_they_are_cut(data: bytes, at: list[int]) -> None:
    assert assembled(cut(data, at)) == assembled([data])


@given(st.binary(), places)
def test_replacement_characters_and_nul_are_never_returned(data: bytes, at: list[int]) -> None:
    assert not set("\ufffd\0") & set(assembled(cut(data, at)))


@given(st.text(st.characters(exclude_characters="\0\ufffd", exclude_categories=["Cs"])), places)
def test_without_a_stop_string_the_whole_text_is_returned(text: str, at: list[int]) -> None:
    assert assembled(cut(text.encode(), at), stop=()) == text


def test_a_character_is_held_back_until_it_is_complete() -> None:
    text = TextAssembler()
    assert [text.feed(bytes([byte])) for byte in "한".encode()] == ["", "", "한"]


def test_an_incomplete_character_at_the_end_is_dropped() -> None:
    assert assembled([b"ok", "한".encode()[:2]]) == "ok"


def test_a_replacement_character_that_the_model_wrote_is_dropped() -> None:
    assert assembled(["a\ufffdb".encode()]) == "ab"


@pytest.mark.parametrize("pieces", [["Why?", "\nTopic: x"], ["Why?\n", "To", "pic", ":", " x"], ["Why?\nTopic: x"]])
def test_the_text_ends_before_a_stop_string_even_if_it_arrives_in_pieces(pieces: list[str]) -> None:
    text = TextAssembler(STOPS)
    assert "".join(text.feed(piece.encode()) for piece in pieces) + text.flush() == "Why?"
    assert text.stopped


def test_text_that_turns_out_not_to_be_a_stop_string_is_returned() -> None:
    text = TextAssembler(STOPS)
    assert text.feed(b"Why? <ans") == "Why? "
    assert text.feed(b"wers>") == "<answers>"
    assert not text.stopped


def test_the_beginning_of_a_stop_string_is_returned_at_the_end() -> None:
    assert assembled([b"Why? <ans"]) == "Why? <ans"


def test_nothing_is_returned_after_a_stop_string() -> None:
    text = TextAssembler(STOPS)
    text.feed(b"Why?<answer>")
    assert text.feed(b"more") == text.flush() == ""


def test_an_empty_stop_string_stops_nothing() -> None:
    assert assembled([b"abc"], stop=[""]) == "abc"
