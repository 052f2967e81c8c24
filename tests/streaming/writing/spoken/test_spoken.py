"""Sentences as they are read aloud, and what holds for any text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streaming.writing.spoken import spoken

HERE = Path(__file__).parent
LANGUAGES = {"en": "english.tsv", "ko": "korean.tsv"}


def cases() -> list[tuple[str, str, str]]:
    """Return language, text and reading of every line."""
    found = []
    for language, name in LANGUAGES.items():
        lines = (HERE / name).read_text(encoding="utf-8").splitlines()
        found += [(language, *line.split("\t")) for line in lines if not line.startswith("# ")]
    return found


CASES = cases()
ANYTHING = st.text(max_size=60) | st.text(
    st.sampled_from("aAbBxXkMsS가각시명년월일번을이0123456789.,:-–~/%$€₩^*+=&@#'\"()<>[]_ \n½²①３٣"), max_size=60
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_cases(language: str) -> None:
    texts = [text for spoken_in, text, _ in CASES if spoken_in == language]
    assert len(set(texts)) >= 200


@pytest.mark.parametrize(("language", "text", "said"), CASES, ids=lambda part: part[:40])
def test_a_text_as_it_is_read_aloud(language: str, text: str, said: str) -> None:
    assert spoken(text, language) == said


def test_what_is_read_aloud_stays_the_same() -> None:
    assert [(said, again) for language, _, said in CASES if (again := spoken(said, language)) != said] == []


@settings(deadline=None)
@given(ANYTHING, st.sampled_from([*LANGUAGES]))
def test_any_text_becomes_one_line_of_words(text: str, language: str) -> None:
    said = spoken(text, language)
    assert said == " ".join(said.split())
    assert said == "" or any(char.isalnum() for char in said)
    assert not any(char.isdigit() for char in said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["?", "...", "!!! ---", "()[]{}", "***", "😀👍", "ㅋㅋㅋ", "~", "\u200b\u200b", "|-|-|"]
)
def test_what_has_nothing_to_say_is_empty(language: str, text: str) -> None:
    assert spoken(text, language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece", ["a", "가", "각", "1", "A", "1,", "a.", "1/", "1:", "a@", "$1", "A1", "-", "1 ", "~1"]
)
def test_a_long_text_without_a_sentence_is_read(language: str, piece: str) -> None:
    """A pattern that tries each length from each place would take hours."""
    text = piece * (2_000 // len(piece))
    assert len(spoken(text, language)) <= 12 * len(text)


@pytest.mark.parametrize("text", ["5명이 3시에 AWS를 보고 $1,200을 냈나요?", "제 3장을 2번째로 읽었나요?"])
def test_decomposed_hangul_is_read_like_composed(text: str) -> None:
    assert spoken(unicodedata.normalize("NFD", text), "ko") == spoken(text, "ko")


@pytest.mark.parametrize("text", ["값은 50%였나요?", "Ubuntu 22.04"])
def test_a_language_without_a_reader_keeps_its_numbers(text: str) -> None:
    assert spoken(text, "ja") == text
