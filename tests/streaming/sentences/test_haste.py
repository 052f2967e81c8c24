"""A sentence stays whole if nobody waits for it; else it is cut at a clause, in time for whoever listens."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streaming.sentences import Sentence, SentenceBuffer
from streaming.sentences.haste import HOLD_SECONDS, WHOLE_SECONDS
from streaming.sentences.script import speech_seconds

from .test_sentences import assert_whole, chunked, cut, languages, questions, texts

SOON, LATER = HOLD_SECONDS - 0.01, HOLD_SECONDS + 0.01


@pytest.mark.parametrize(
    ("language", "clause", "rest"),
    [
        ("en", "What problems did you run", " into with Kafka? "),
        ("en", "In your previous job,", " what did you build? "),
        ("en", "Could you tell me about a time", " when you failed? "),
        ("ko", "팀원과 의견이 달랐던 경험이 있다면", " 말씀해 주세요. "),
        ("ko", "안녕하세요, 저는", " 면접관입니다. "),
    ],
)
def test_a_first_clause_is_not_cut_off_when_the_rest_of_its_sentence_comes_soon(
    language: str, clause: str, rest: str
) -> None:
    assert len(texts(cut(language, [clause + rest], clauses=True))) == 2
    for middle in range(0, len(rest) - 1, 3):
        buffer = SentenceBuffer(language)
        assert buffer.feed(clause, now=5.0) == []
        assert buffer.feed(rest[:middle], now=5.0) == []
        assert texts(buffer.feed(rest[middle:] + "N", now=5.0 + SOON)) == [(clause + rest).strip()]


@pytest.mark.parametrize(
    ("language", "clause"), [("en", "What problems did you run into "), ("ko", "이력서를 정리해 보니 그동안")]
)
def test_a_clause_whose_sentence_takes_longer_is_released_in_time(language: str, clause: str) -> None:
    buffer = SentenceBuffer(language)
    assert buffer.feed(clause, now=5.0) == []
    assert buffer.release_at == 5.0 + HOLD_SECONDS
    assert buffer.poll(5.0 + SOON) == []
    first = buffer.poll(buffer.release_at)
    assert [piece.final for piece in first] == [False]
    assert texts([*first, *buffer.feed("more.", now=6.0), *buffer.flush(6.0)])[0] == first[0].text


def test_a_late_rest_finds_the_clause_cut_off_though_nobody_looked_meanwhile() -> None:
    buffer = SentenceBuffer("en")
    buffer.feed("What problems did you run into ", now=5.0)
    found = buffer.feed("with Kafka? Why", now=5.0 + LATER)
    assert texts(found) == ["What problems did you run", "into with Kafka?"]


def test_a_clause_is_not_held_when_the_text_comes_so_slowly_that_the_rest_cannot_be_soon() -> None:
    buffer = SentenceBuffer("en")
    found: list[list[str]] = []
    for at, token in enumerate(("In", " your", " last", " job", ",", " what", " did")):
        found.append(texts(buffer.feed(token, now=at * 0.1)))
    assert found == [[], [], [], [], ["In your last job,"], [], []]


def test_a_first_sentence_that_would_take_too_long_to_synthesize_is_cut_though_it_is_there() -> None:
    rest = " you led a large team of engineers" + " and one more team of engineers" * 4 + "."
    assert speech_seconds(rest) > WHOLE_SECONDS
    found = SentenceBuffer("en").feed(f"In your last job,{rest} Why?", now=5.0)
    assert found[0].text == "In your last job,"


LATER_PIECE = "You said that the reviews became slow because nobody felt responsible for them at all."


def hurried(dry_at: float) -> tuple[SentenceBuffer, list[Sentence]]:
    """Feed a second sentence at second 5 of a question whose sound ends at `dry_at`."""
    buffer = SentenceBuffer("en")
    buffer.feed("Thank you. ", now=0.0)
    buffer.feed("You", now=0.0)
    buffer.haste.dry_at = dry_at
    return buffer, buffer.feed(LATER_PIECE.removeprefix("You").removesuffix(" at all."), now=5.0)


def test_a_later_clause_waits_for_its_sentence_while_there_is_something_to_hear() -> None:
    buffer, found = hurried(dry_at=20.0)
    assert found == []
    assert texts(buffer.feed(" at all. Then", now=6.0)) == [LATER_PIECE]


def test_a_later_clause_is_cut_off_before_the_listener_has_nothing_to_hear() -> None:
    buffer, found = hurried(dry_at=7.0)
    assert found == []
    due = buffer.release_at
    assert due is not None and 5.0 < due < 7.0
    assert texts(buffer.poll(due)) == ["You said that the reviews became slow"]
    assert texts(buffer.feed(" at all. Then", now=due)) == ["because nobody felt responsible for them at all."]


def test_a_later_clause_is_cut_off_at_once_when_there_is_nothing_left_to_hear() -> None:
    assert texts(hurried(dry_at=5.0)[1]) == ["You said that the reviews became slow"]


def test_when_a_clause_is_needed_moves_with_the_sound() -> None:
    buffer, _ = hurried(dry_at=7.0)
    due = buffer.release_at or 0
    buffer.haste.dry_at = 8.0
    assert buffer.release_at == due + 1.0
    assert buffer.poll(due) == []


@settings(deadline=None)
@given(questions, languages, st.integers(0, 2**32))
def test_nothing_is_lost_whatever_the_times_are(text: str, language: str, seed: int) -> None:
    rng, buffer, now = random.Random(seed), SentenceBuffer(language), 0.0
    found: list[Sentence] = []
    for chunk in chunked(text, seed):
        now += rng.choice((0.0, 0.02, 0.1, 0.5))
        found += buffer.feed(chunk, now)
        if (due := buffer.release_at) is not None and rng.random() < 0.5:
            now = max(now, due)
            found += buffer.poll(now)
        if buffer.haste.dry_at is not None and rng.random() < 0.3:
            buffer.haste.dry_at = now + rng.uniform(-1, 5)
    assert_whole(text, found + buffer.flush(now))
