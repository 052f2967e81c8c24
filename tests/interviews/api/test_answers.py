"""Answering, cancelling and retrying through the API."""

import json

import pytest

from tests.interviews.scenes import asked, claim, finished, started, turn_of

from .scenes import Candidate, called, database, refusal

pytestmark = pytest.mark.django_db

# Answers


def test_an_answer_names_the_turn_that_follows_and_again_is_the_same() -> None:
    candidate = Candidate(asked())
    replies = [candidate.post("answers", {"turn": 1, "text": "We use Redis."}) for _ in range(2)]
    assert [(r.status_code, r.json()) for r in replies] == [(202, {"turn": 2})] * 2
    assert candidate.interview.turns.count() == 2


def test_a_different_second_answer_is_a_409() -> None:
    candidate = Candidate(asked())
    candidate.post("answers", {"turn": 1, "text": "First."})
    before = database()
    assert refusal(candidate.post("answers", {"turn": 1, "text": "Second."})) == (409, "answered")
    assert database() == before


def test_an_answer_to_the_closing_words_is_a_409() -> None:
    candidate = Candidate(finished())
    assert refusal(candidate.post("answers", {"turn": 5, "text": "Bye."})) == (409, "wrong_turn")


def quoted(text: str) -> bytes:
    return b'{"turn":1,"text":' + json.dumps(text, ensure_ascii=False).encode() + b"}"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (quoted(""), 422, "empty"),
        (quoted(" \n\t "), 422, "empty"),
        (quoted("\u200b"), 422, "empty"),
        (quoted("\u3164 \u00ad\u2800\ufeff"), 422, "empty"),
        (b'{"turn":1,"text":"\\u0000\\u0007"}', 422, "empty"),
        (quoted("x" * 4_001), 413, "too_large"),
        (quoted("한" * 4_001), 413, "too_large"),
        (quoted("x" * 66_000), 413, "too_large"),
        (quoted("x" * 1024 * 1024), 413, "too_large"),
        (quoted("x" * 3 * 1024 * 1024), 413, "too_large"),
        (b"", 400, "malformed"),
        (b"{", 400, "malformed"),
        (b"null", 400, "malformed"),
        (b"[]", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b'{"turn":1}', 400, "malformed"),
        (b'{"text":"x"}', 400, "malformed"),
        (b'{"turn":"1","text":"x"}', 400, "malformed"),
        (b'{"turn":true,"text":"x"}', 400, "malformed"),
        (b'{"turn":1.5,"text":"x"}', 400, "malformed"),
        (b'{"turn":null,"text":"x"}', 400, "malformed"),
        (b'{"turn":0,"text":"x"}', 400, "malformed"),
        (b'{"turn":-1,"text":"x"}', 400, "malformed"),
        (b'{"turn":99999999999999999999,"text":"x"}', 400, "malformed"),
        (b'{"turn":1,"text":7}', 400, "malformed"),
        (b'{"turn":1,"text":null}', 400, "malformed"),
        (b'{"turn":1,"text":["x"]}', 400, "malformed"),
        (b'{"turn":1,"text":"\\ud800"}', 400, "malformed"),
        (b'{"turn":2,"text":"x"}', 409, "wrong_turn"),
        (b'{"turn":32767,"text":"x"}', 409, "wrong_turn"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else str(value),
)
def test_an_answer_that_cannot_be_taken_is_refused_and_nothing_changes(body: bytes, status: int, code: str) -> None:
    candidate = Candidate(asked())
    before = database()
    assert refusal(candidate.post("answers", body)) == (status, code)
    assert database() == before


def test_an_answer_with_an_emoji_from_a_surrogate_pair_is_taken() -> None:
    candidate = Candidate(asked())
    assert candidate.post("answers", b'{"turn":1,"text":"\\ud83d\\ude00 fine"}').status_code == 202
    assert turn_of(candidate.interview).answer == "😀 fine"


def test_control_characters_are_removed_and_directions_stay() -> None:
    candidate = Candidate(asked())
    body = b'{"turn":1,"text":"a\\u0000b\\u001b[1m\\u000bnext \\u200f\\u05e9\\ud83d\\udc69\\u200d\\ud83d\\udcbb"}'
    assert candidate.post("answers", body).status_code == 202
    assert candidate.post("answers", body).json() == {"turn": 2}
    assert turn_of(candidate.interview).answer == "ab[1m\nnext \u200f\u05e9👩\u200d💻"


def test_too_many_changes_to_one_interview_wait_and_others_do_not() -> None:
    candidate, other = Candidate(asked()), Candidate(asked())
    called("interview", candidate.interview.pk, times=119, per_minute=120)
    replies = [candidate.post("cancel", {"turn": 1}) for _ in range(2)]
    assert replies[0].status_code == 202
    assert refusal(replies[1]) == (429, "too_many")
    assert int(replies[1].headers["Retry-After"]) >= 1
    assert other.post("cancel", {"turn": 1}).status_code == 202
    assert candidate.get().status_code == 200


# Cancel and retry


def test_a_question_is_cancelled_before_its_first_token_and_asked_again() -> None:
    candidate = Candidate(started())
    assert candidate.post("cancel", {"turn": 1}).json() == {"turn": 1}
    turn = turn_of(candidate.interview)
    assert (turn.status, turn.cancel_by) == ("failed", "candidate")
    assert candidate.post("retry", {"turn": 1}).json() == {"turn": 1}
    assert claim().generation.attempt == 2


def test_cancelling_an_ended_question_is_accepted_and_changes_nothing() -> None:
    candidate = Candidate(asked())
    before = database()
    assert candidate.post("cancel", {"turn": 1}).status_code == 202
    assert database() == before


@pytest.mark.parametrize("action", ["cancel", "retry"])
def test_an_unknown_turn_can_be_neither_cancelled_nor_retried(action: str) -> None:
    candidate = Candidate(started())
    before = database()
    assert refusal(candidate.post(action, {"turn": 9})) == (409, "wrong_turn")
    assert refusal(candidate.post(action, {"turn": "1"})) == (400, "malformed")
    assert database() == before


def test_a_completed_question_cannot_be_retried() -> None:
    candidate = Candidate(asked())
    assert refusal(candidate.post("retry", {"turn": 1})) == (409, "wrong_turn")


# Skip and rephrase


@pytest.mark.parametrize(
    ("action", "kind", "status"), [("skip", "open", "skipped"), ("rephrase", "clarify", "rephrased")]
)
def test_a_skipped_or_rephrased_question_names_the_turn_that_follows(action: str, kind: str, status: str) -> None:
    candidate = Candidate(asked())
    replies = [candidate.post(action, {"turn": 1}) for _ in range(2)]
    assert [(r.status_code, r.json()) for r in replies] == [(202, {"turn": 2})] * 2
    first, second = candidate.get().json()["turns"]
    assert (first["status"], first["answer"], second["kind"], second["status"]) == (status, "", kind, "queued")


@pytest.mark.parametrize(("first", "code"), [("skip", "skipped"), ("rephrase", "rephrased")])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_answer_to_a_question_that_was_put_aside_is_a_409(first: str, code: str, language: str) -> None:
    candidate = Candidate(asked(), **{"accept-language": language})
    candidate.post(first, {"turn": 1})
    before = database()
    assert refusal(candidate.post("answers", {"turn": 1, "text": "Late."})) == (409, code)
    assert refusal(candidate.post({"skip": "rephrase", "rephrase": "skip"}[first], {"turn": 1})) == (409, code)
    assert database() == before


@pytest.mark.parametrize("action", ["skip", "rephrase"])
def test_an_answered_or_unknown_question_can_be_neither_skipped_nor_rephrased(action: str) -> None:
    candidate = Candidate(asked())
    candidate.post("answers", {"turn": 1, "text": "We use Redis."})
    before = database()
    assert refusal(candidate.post(action, {"turn": 1})) == (409, "answered")
    assert refusal(candidate.post(action, {"turn": 2})) == (409, "wrong_turn")
    assert refusal(candidate.post(action, {"turn": 9})) == (409, "wrong_turn")
    assert refusal(candidate.post(action, {"turn": "1"})) == (400, "malformed")
    assert database() == before
