import random
import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streaming.sentences import Sentence, SentenceBuffer

Form = Literal["NFC", "NFD"]


def unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")


def read_cases() -> Iterator[tuple[str, str, str, list[str]]]:
    for table in sorted(Path(__file__).parent.glob("*.tsv")):
        for line in table.read_text(encoding="utf-8").splitlines():
            if not line.startswith("# "):
                name, language, text, expected = line.split("\t")
                yield name, language, unescaped(text), [unescaped(piece).strip() for piece in expected.split(" ‖ ")]


CASES = list(read_cases())
every_case = pytest.mark.parametrize(("language", "text", "expected"), [pytest.param(*c[1:], id=c[0]) for c in CASES])


def cut(language: str, chunks: list[str], clauses: bool = False) -> list[Sentence]:
    buffer = SentenceBuffer(language, clauses=clauses)
    found = [sentence for chunk in chunks for sentence in buffer.feed(chunk)]
    return found + buffer.flush()


def texts(sentences: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


def assert_whole(question: str, sentences: list[Sentence]) -> None:
    """Check that the sentences are in the question, in order, with only white space between them."""
    at = 0
    for index, sentence in enumerate(sentences):
        assert sentence.index == index
        assert question[at : sentence.start].strip() == ""
        assert question[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        at = sentence.end
    assert question[at:].strip() == ""


@every_case
def test_a_text_is_cut_as_a_careful_reader_would(language: str, text: str, expected: list[str]) -> None:
    sentences = cut(language, [text])
    assert texts(sentences) == expected
    assert all(sentence.final for sentence in sentences)


@pytest.mark.parametrize("early", [False, True])
@every_case
def test_chunking_does_not_matter(language: str, text: str, expected: list[str], early: bool) -> None:
    whole = cut(language, [text], early)
    assert_whole(text, whole)
    assert cut(language, list(text), early) == whole
    for at in range(1, len(text)):
        assert cut(language, [text[:at], text[at:]], early) == whole, at


def in_form(form: Form, sentences: list[Sentence]) -> list[str]:
    return [unicodedata.normalize(form, sentence.text) for sentence in sentences]


@pytest.mark.parametrize("early", [False, True])
@every_case
def test_decomposed_text_is_cut_like_composed_text(language: str, text: str, expected: list[str], early: bool) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert in_form("NFC", cut(language, list(decomposed), early)) == in_form("NFC", cut(language, [composed], early))
    assert cut(language, [decomposed], early) == cut(language, list(decomposed), early)


FRAGMENTS = (
    "감사합니다 다음 질문 입니다. 요? 고 있는데 하지만 라고 안녕하세요, 민수님. the U.S. Mr. e.g. p.m. We I Kim why"
    " when because please 2024. 3. 15. 4,500 3.5 \" ' “ ” ‘ ’ ( ) [ ] 「 」 ` ``` ** _ # - . .. ... … ? ! ?! 。"
    " before about from 말 말씀을 프로젝트를 있다면 무엇인가요"
    " 'twas 'em ‘til Yahoo! Mail Eastern Seoul time 5 ft. min. Inc. Fri. Customers plan B. Professor"
    " 김 J. 나. 가. ㄱ. a. ii."
    ' “네.” “아니요.” "No." 중에 또는 라고 라면 이라는 (네.) ?( .then() f(x). [] {} . ? 1.'
    " ！ , ， : ; ~ 😀 👩‍💻 ㅎㅎ www.x.io/a?b=1 a@b.c Node.js é e\u0301 \u1100\u1161 \u11a8"
).split()
fragments = st.sampled_from([*FRAGMENTS, " ", " ", " ", "  ", "\n", "\r\n", "\t", "x" * 150, "가" * 90, " " * 20])
composed_questions = st.lists(fragments, max_size=40).map("".join)
questions = composed_questions | composed_questions.map(partial(unicodedata.normalize, "NFD"))
languages = st.sampled_from(["ko", "en"])


def chunked(text: str, seed: int) -> list[str]:
    source = random.Random(seed)
    chunks = []
    while text:
        size = source.choice((1, 1, 2, 3, 5, 8, 40))
        chunks.append(text[:size])
        text = text[size:]
    return chunks


@settings(deadline=None)
@given(questions, languages, st.booleans(), st.integers(0, 2**32))
def test_any_chunks_of_any_text_give_the_same_sentences(text: str, language: str, early: bool, seed: int) -> None:
    whole = cut(language, [text], early)
    assert_whole(text, whole)
    assert cut(language, chunked(text, seed), early) == whole
    assert cut(language, list(text), early) == whole


@settings(deadline=None)
@given(questions, languages)
def test_an_early_piece_changes_nothing_after_its_sentence(text: str, language: str) -> None:
    early, whole = cut(language, [text], True), cut(language, [text], False)
    if early and early[0].final:
        assert early[0] == whole[0]


def test_an_end_is_flushed_once() -> None:
    buffer = SentenceBuffer("en")
    assert buffer.feed("Why") == []
    assert texts(buffer.flush()) == ["Why"]
    assert buffer.flush() == []


def test_offsets_count_code_points_and_leave_white_space_out() -> None:
    assert cut("ko", [" 네! 😀  좋아요.\n\n끝 "]) == [
        Sentence(0, "네! 😀", 1, 5, True),
        Sentence(1, "좋아요.", 7, 11, True),
        Sentence(2, "끝", 13, 14, True),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \r\n"])
def test_white_space_is_not_a_sentence(text: str) -> None:
    assert cut("en", [text]) == []


@pytest.mark.parametrize(
    ("language", "tokens", "released_by"),
    [
        ("en", ["Thank", " you", ".", " What"], 3),
        ("en", ["Really", "?", " Go"], 2),
        ("ko", ["감사", "합니다", ".", " 다음"], 3),
        ("ko", ["감사", "합니다", ".", "다음"], 3),
        ("ko", ["안녕", "하세요", "。", "다음"], 3),
        ("en", ["Thanks", "\n", "What"], 1),
        ("en", ["Thank you for that", ",", " and"], 1),
        ("ko", ["말씀 잘 들었고요", ",", " 그럼"], 1),
    ],
)
def test_a_sentence_is_released_one_token_after_its_end(language: str, tokens: list[str], released_by: int) -> None:
    buffer = SentenceBuffer(language)
    assert [bool(buffer.feed(token)) for token in tokens].index(True) == released_by
