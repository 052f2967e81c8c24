"""Where phonemes are cut for the model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.speech.kokoro.pieces import MOST_PHONEMES, pieces

WORD = "wˈɜɹd"


def test_what_the_model_takes_stays_whole() -> None:
    assert list(pieces(f" {WORD}, {WORD}? ")) == [f"{WORD}, {WORD}?"]


@pytest.mark.parametrize("mark", ["?", ".", ",", ""])
def test_a_cut_is_at_the_best_place(mark: str) -> None:
    begin = f"{WORD} " * 20 + WORD + mark
    first, *_ = pieces(f"{begin} " + f"{WORD} " * 60)
    assert first == begin if mark else first.endswith(WORD)


def test_the_end_of_a_sentence_is_better_than_a_comma_nearer_to_the_limit() -> None:
    first, *_ = pieces(f"{WORD} " * 14 + f"{WORD}. " + f"{WORD}, " * 60)
    assert first.endswith(".")


def test_a_word_without_end_is_cut_at_the_limit() -> None:
    assert [len(piece) for piece in pieces("a" * 2000)] == [MOST_PHONEMES] * (2000 // MOST_PHONEMES)


@pytest.mark.parametrize("phonemes", ["", " ", "... !!!", "?" * 1000])
def test_marks_alone_are_nothing_to_say(phonemes: str) -> None:
    assert list(pieces(phonemes)) == []


@given(st.text(alphabet="aˈ .,?…", max_size=1500))
def test_no_phoneme_is_lost_and_no_piece_is_too_long(phonemes: str) -> None:
    cut = list(pieces(phonemes))
    assert all(0 < len(piece) <= MOST_PHONEMES for piece in cut)
    assert "".join(cut).count("a") == phonemes.count("a")
