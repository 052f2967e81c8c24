"""What waits for its next word is released after DEADLINE_SECONDS, unless it may go on."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streaming.sentences import DEADLINE_SECONDS, Sentence, SentenceBuffer

from .test_sentences import assert_whole, chunked, languages, questions, texts

LATER = DEADLINE_SECONDS + 0.01


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
            "At 5 p.m. Seoul ",
            "You built Yahoo!",
            "Yahoo! ",
            "It is 5 ft.",
            "Call .",
            "Pick among a.",
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
        *(
            "(정말요? 네",
            "4,",
            "Run v2.",
            "`a.b? c",
            "질문 1. ",
            "No. ",
            "J. ",
            "",
            "경력",
            "다음 중 가.",
            "정말요?라",
        ),
    ],
)
def test_the_deadline_never_cuts_what_may_go_on(text: str) -> None:
    buffer = SentenceBuffer("ko")
    assert buffer.feed(text, now=5.0) == []
    assert buffer.poll(99.0) == []


def test_the_next_word_releases_a_sentence_with_its_first_syllable_if_it_quotes_nothing() -> None:
    buffer = SentenceBuffer("ko")
    buffer.feed("답변 감사합니다.", now=5.0)
    assert texts(buffer.feed(" 이", now=5.1)) == ["답변 감사합니다."]  # not the beginning of 이라고
    assert buffer.feed("번에는 무엇을 하셨나요? 라", now=5.2) == []  # it may be that of 라고


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


@settings(deadline=None)
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


@settings(deadline=None)
@given(questions, languages, st.integers(0, 2**32))
def test_a_deadline_loses_nothing_and_changes_nothing_before_its_cut(text: str, language: str, seed: int) -> None:
    buffer, plain = SentenceBuffer(language), SentenceBuffer(language)
    found: list[Sentence] = []
    polled = False
    for at, chunk in enumerate(chunked(text, seed)):
        found += buffer.feed(chunk, now=float(at))
        undisturbed = plain.feed(chunk, now=float(at))
        if not polled:
            assert found[len(found) - len(undisturbed) :] == undisturbed
        released = buffer.poll(at + LATER)
        polled = polled or bool(released)
        found += released
    assert_whole(text, found + buffer.flush())
