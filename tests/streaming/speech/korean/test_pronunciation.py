"""Hangul as it is pronounced, by the examples of the Standard Pronunciation and by words of interviews."""

import re
import unicodedata
from pathlib import Path

import pytest

from streaming.speech.korean import lexicon, pronounced
from streaming.speech.korean.marks import MarkedWords, applied
from streaming.speech.korean.syllable import CODAS, ONSETS, Syllable

MARKED = (lexicon.JOINED, lexicon.UNASSIMILATED, lexicon.VERBAL_NOUNS, lexicon.SINO_KOREAN)


def table(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("article", "written", "said"), table("words.tsv"))
def test_a_word_is_pronounced_by_its_article(article: str, written: str, said: str) -> None:
    assert pronounced(written) == said, f"article {article}"


@pytest.mark.parametrize(("articles", "written", "said"), table("sentences.tsv"))
def test_a_question_is_pronounced_by_the_articles(articles: str, written: str, said: str) -> None:
    assert pronounced(written) == said, f"articles {articles}"


def test_the_marked_words_are_wellformed() -> None:
    """A word is marked before a syllable that its mark changes, never before its first."""
    for words in (*MARKED, lexicon.COMPOUNDS, lexicon.INSERTED):
        for word in words.split():
            plain = re.sub(r"[\^'+|-]", "", word)
            assert re.fullmatch(r"\^?[가-힣](?:['+|-]?[가-힣])*", word), word
            marks = MarkedWords([word]).find(plain)
            assert len(marks) == len(re.findall(r"['+|-]", word)), word
            before = [Syllable.of(character) for character in plain]
            assert all(applied(before, {place: mark}) != before for place, mark in marks.items()), word


def test_only_seven_sounds_end_a_syllable() -> None:
    """Article 8, for every coda before every onset, inside a word and between two."""
    syllables = [str(Syllable("ㄱ", "ㅏ", coda.strip())) for coda in CODAS]
    pairs = [f"{before}{space}{onset}ㅏ" for before in syllables for onset in ONSETS for space in ("", " ")]
    for pair in pairs:
        written = pair[:-2] + str(Syllable(pair[-2], "ㅏ", ""))
        said = [Syllable.of(character) for character in pronounced(written) if character != " "]
        assert len(said) == 2
        assert {syllable.coda for syllable in said} <= {*"ㄱㄴㄷㄹㅁㅂㅇ", ""}, written


def test_decomposed_hangul_is_pronounced_the_same() -> None:
    text = "맡은 일에서 좋았던 점을 말씀해 주시겠습니까?"
    assert pronounced(unicodedata.normalize("NFD", text)) == pronounced(text)


def test_what_is_not_hangul_stays() -> None:
    text = "★ [Redis] 3.5, “x”! ㅋ"
    assert pronounced(text) == text


def test_punctuation_ends_the_breath() -> None:
    assert pronounced("밥, 먹는 밥 먹는") == "밥, 멍는 밤 멍는"


def test_a_long_text_without_a_space_has_as_many_syllables() -> None:
    text = "값닭읽어없" * 400
    assert len(pronounced(text)) == len(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "가", "의", "ㄱ", "않", "값 ", "  값  이  "])
def test_the_smallest_texts_are_pronounced(text: str) -> None:
    assert len(pronounced(text)) == len(text)
