import math
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.sentences import DEADLINE_SECONDS, Sentence, SentenceBuffer

LATER = DEADLINE_SECONDS + 0.01


def unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")


def read_cases() -> Iterator[tuple[str, str, str, list[str]]]:
    for line in Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            name, language, text, expected = line.split("\t")
            yield name, language, unescaped(text), [unescaped(piece).strip() for piece in expected.split(" ‖ ")]


CASES = list(read_cases())
every_case = pytest.mark.parametrize(("language", "text", "expected"), [pytest.param(*c[1:], id=c[0]) for c in CASES])


def cut(language: str, chunks: list[str], early: bool = False) -> list[Sentence]:
    buffer = SentenceBuffer(language, early_first=early)
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


FRAGMENTS = (
    "감사합니다 다음 질문 입니다. 요? 고 있는데 하지만 라고 안녕하세요, 민수님. the U.S. Mr. e.g. p.m. We I Kim why"
    " when because please 2024. 3. 15. 4,500 3.5 \" ' “ ” ‘ ’ ( ) [ ] 「 」 ` ``` ** _ # - . .. ... … ? ! ?! 。"
    " before about from 말 말씀을 프로젝트를 있다면 무엇인가요"
    " ！ , ， : ; ~ 😀 👩‍💻 ㅎㅎ www.x.io/a?b=1 a@b.c Node.js é e\u0301 \u1100\u1161 \u11a8"
).split()
fragments = st.sampled_from([*FRAGMENTS, " ", " ", " ", "  ", "\n", "\r\n", "\t", "x" * 150, "가" * 90, " " * 20])
questions = st.lists(fragments, max_size=40).map("".join)
languages = st.sampled_from(["ko", "en"])


def chunked(text: str, seed: int) -> list[str]:
    source = random.Random(seed)
    chunks = []
    while text:
        size = source.choice((1, 1, 2, 3, 5, 8, 40))
        chunks.append(text[:size])
        text = text[size:]
    return chunks


@given(questions, languages, st.booleans(), st.integers(0, 2**32))
def test_any_chunks_of_any_text_give_the_same_sentences(text: str, language: str, early: bool, seed: int) -> None:
    whole = cut(language, [text], early)
    assert_whole(text, whole)
    assert cut(language, chunked(text, seed), early) == whole
    assert cut(language, list(text), early) == whole


@given(questions, languages)
def test_an_early_piece_changes_nothing_after_its_sentence(text: str, language: str) -> None:
    early, whole = cut(language, [text], True), cut(language, [text], False)
    if early and early[0].final:
        assert early[0] == whole[0]


@given(questions, languages, st.integers(0, 2**32))
def test_a_deadline_loses_nothing_and_changes_nothing_before_its_cut(text: str, language: str, seed: int) -> None:
    buffer, plain = SentenceBuffer(language), SentenceBuffer(language)
    found: list[Sentence] = []
    polled = False
    for at, chunk in enumerate(chunked(text, seed)):
        found += buffer.feed(chunk, now=float(at))
        undisturbed = plain.feed(chunk)
        if not polled:
            assert found[len(found) - len(undisturbed) :] == undisturbed
        released = buffer.poll(at + LATER)
        polled = polled or bool(released)
        found += released
    assert_whole(text, found + buffer.flush())


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


# The deadline


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tell me about it."),
        ("en", "Tell me about it. "),
        ("en", "Thanks."),
        ("en", "Really?"),
        ("en", "I use Docker. "),
        ("en", "It is 42. "),
        ("ko", "감사합니다."),
        ("ko", "정말요?"),
        ("ko", "반갑습니다… "),
        ("ko", "반갑습니다。"),
    ],
)
def test_the_deadline_releases_what_waits_for_the_next_word(language: str, text: str) -> None:
    buffer = SentenceBuffer(language)
    assert buffer.feed(text, now=5.0) == []
    assert buffer.poll(5.0 + DEADLINE_SECONDS / 2) == []
    assert texts(buffer.poll(5.0 + LATER)) == [text.strip()]
    assert buffer.poll(9.0) == []
    assert texts([*buffer.feed(" Next"), *buffer.flush()]) == ["Next"]


@pytest.mark.parametrize(
    "text",
    [
        *("It is 3.", "It cost $29.", "Meet Mr.", "Meet Mr. ", "Use caches e.g. ", "In the U.S.", "In the U.S. "),
        *(
            "At 3 p.m. ",
            "See https://x.io/a.",
            "See https://x.io/a?",
            "Mail a.b@x.",
            "It uses Node.",
            "Use node.",
            "Open main.",
        ),
        *(
            "2.",
            "2. ",
            "1. What",
            "2024. ",
            "2024. 3. ",
            "입사일은 2024. 3.",
            "Well... ",
            "음… ",
            '"왜요?"',
            '"왜요? 그래서',
        ),
        *("(정말요? 네", "4,", "Run v2.", "`a.b? c", "질문 1. ", "No. ", "J. ", "", "경력"),
    ],
)
def test_the_deadline_never_cuts_what_may_go_on(text: str) -> None:
    buffer = SentenceBuffer("ko")
    assert buffer.feed(text, now=5.0) == []
    assert buffer.poll(99.0) == []


def test_release_at_is_the_time_at_which_a_held_sentence_is_released() -> None:
    buffer = SentenceBuffer("ko")
    assert buffer.release_at is None
    buffer.feed("감사합니다", now=4.0)
    assert buffer.release_at is None
    buffer.feed(".", now=5.0)
    assert buffer.release_at == 5.0 + DEADLINE_SECONDS
    buffer.feed(" ", now=5.1)  # the boundary has not moved
    assert buffer.release_at == 5.0 + DEADLINE_SECONDS
    assert texts(buffer.poll(buffer.release_at)) == ["감사합니다."]
    assert buffer.release_at is None
    buffer.feed("네.", now=6.0)
    assert texts(buffer.feed(" 다음", now=6.1)) == ["네."]  # the next word released it
    assert buffer.release_at is None
    buffer.feed("은요?", now=6.2)
    buffer.flush()
    assert buffer.release_at is None


@pytest.mark.parametrize("text", ["In the U.S. ", "2. ", "It is 3.", "Meet Mr."])
def test_a_boundary_that_only_the_next_word_decides_has_no_deadline(text: str) -> None:
    buffer = SentenceBuffer("en")
    buffer.feed(text, now=5.0)
    assert buffer.release_at is None


@given(questions, languages, st.integers(0, 2**32))
def test_a_poll_releases_at_that_time_and_never_before(text: str, language: str, seed: int) -> None:
    buffer = SentenceBuffer(language)
    for at, chunk in enumerate(chunked(text, seed)):
        buffer.feed(chunk, now=at * 0.1)
        due = buffer.release_at
        assert buffer.poll(at * 0.1 if due is None else math.nextafter(due, 0)) == []
        if due is not None and at % 2:
            assert buffer.poll(due) != []


def test_a_poll_without_a_time_from_feed_starts_the_clock_itself() -> None:
    buffer = SentenceBuffer("ko")
    buffer.feed("감사합니다.")
    assert buffer.poll(100.0) == []
    assert texts(buffer.poll(100.0 + LATER)) == ["감사합니다."]


def test_a_mark_after_the_deadline_is_not_a_sentence_of_its_own() -> None:
    buffer = SentenceBuffer("ko")
    buffer.feed("정말요?", now=0.0)
    assert texts(buffer.poll(LATER)) == ["정말요?"]
    assert texts([*buffer.feed("! 다음은요?"), *buffer.flush()]) == ["! 다음은요?"]
