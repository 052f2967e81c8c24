"""`POST /v1/chat` if its reply is complete already. Waiting for a reply: tests/interviews/chat/test_chatting.py."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from interviews import jobs, services
from interviews.models import AccessToken, Turn
from tests.interviews.scenes import RECORD, ask_next, asked, claim, finished, ready, started, turn_of

from .chatting import CHAT, Chat, candidate
from .scenes import called, database, post, refusal

pytestmark = pytest.mark.django_db


def test_an_empty_message_repeats_the_open_question() -> None:
    interview = asked()
    chat = candidate(interview)
    before = database()
    for message in ("", "  \n"):
        reply = chat.say(message)
        assert (reply.status_code, reply.json()) == (
            200,
            {"interview": interview.pk, "turn": 1, "kind": "open", "text": "Why?"},
        )
    assert database() == before


def test_a_repeated_message_gets_the_same_reply() -> None:
    interview = asked()
    services.answer(interview, 1, "We use PostgreSQL.")
    ask_next("And then?")
    chat = candidate(interview)
    before = database()
    assert chat.say("We use PostgreSQL.", turn=1).json()["text"] == "And then?"
    assert database() == before


def test_a_different_answer_to_a_question_that_has_one_is_a_409() -> None:
    interview = asked()
    services.answer(interview, 1, "We use PostgreSQL.")
    chat = candidate(interview)
    before = database()
    assert refusal(chat.say("We use Redis.")) == (409, "answered")
    assert refusal(chat.say("We use Redis.", turn=1)) == (409, "answered")
    assert database() == before


@pytest.mark.parametrize("turn", [2, 7, 32_767])
def test_an_answer_to_an_unknown_question_is_a_409(turn: int) -> None:
    chat = candidate(asked())
    before = database()
    assert refusal(chat.say("We use Redis.", turn=turn)) == (409, "wrong_turn")
    assert database() == before


def test_a_candidates_message_before_the_first_question_is_a_409() -> None:
    for interview in (ready(), started()):
        chat = candidate(interview)
        before = database()
        assert refusal(chat.say("Hello!")) == (409, "wrong_turn")
        assert database() == before
        Turn.objects.all().delete()


def test_an_interview_that_is_over_says_its_closing_words_again_and_takes_no_message() -> None:
    interview = finished()
    chat = candidate(interview)
    before = database()
    closing = chat.say().json()
    assert (closing["kind"], closing["text"]) == ("close", "Thank you.")
    assert refusal(chat.say("One more thing.")) == (409, "over")
    last = interview.position.question_count
    assert chat.say(turn_of(interview, last).answer, turn=last).json() == closing
    assert database() == before


@pytest.mark.parametrize(
    ("code", "status"),
    [("cancelled", 409), ("prompt_too_long", 409), ("empty", 503), ("model_unavailable", 503), ("timeout", 504),
     ("unavailable", 503),     ("internal", 500), ("something new", 500)],
)  # fmt: skip
def test_a_failed_question_is_an_error_with_its_code_and_message(code: str, status: int) -> None:
    interview = asked()
    services.answer(interview, 1, "We use Redis.")
    assert jobs.fail(claim(), code, "for operators", RECORD)
    reply = candidate(interview).say("We use Redis.")
    told = Client(headers={"authorization": reply.wsgi_request.headers["authorization"]})
    failure = told.get(f"/v1/interviews/{interview.pk}").json()["turns"][1]["failure"]
    assert reply.status_code == status
    assert reply.json() == {"code": code, "message": failure["message"], "interview": interview.pk}
    assert ("Retry-After" in reply.headers) == (status == 503)


def test_a_message_goes_to_the_tokens_own_interview_and_to_no_other() -> None:
    mine, other = asked(), asked()
    chat = candidate(mine)
    before = database()
    for number in (other.pk, 10**6, 10**30, 0, -1):
        assert refusal(chat.say("x", interview=number)) == (404, "not_found")
    assert database() == before
    assert chat.say(interview=mine.pk).json()["interview"] == mine.pk


def test_nobody_chats_without_a_token_that_opens_something() -> None:
    secret, _ = services.open_session(asked())
    AccessToken.objects.update(expires_at=Now() - timedelta(seconds=1))
    for chat in (Chat(), Chat("nobody"), Chat(secret)):
        reply = chat.say()
        assert refusal(reply) == (401, "unauthorized")
        assert reply.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"7", b"{}", b"\xff", b"[" * 50_000, {"message": None}, {"message": 7},
     {"message": ["x"]}, {"text": "x"}, {"message": "x", "turn": "1"}, {"message": "x", "turn": 0},
     {"message": "x", "turn": 1.5},
     {"message": "x", "turn": 40_000}, {"message": "x", "interview": "1"}, {"message": "x", "interview": True},
     {"message": "x", "language": "fr"}, {"message": "x", "position": 7}, {"message": "x", "position": "a\0b"},
     {"message": "x", "position": "\ud800"}, {"message": "\ud800"}],
)  # fmt: skip
def test_a_message_that_cannot_be_read_is_a_400_and_changes_nothing(body: Any) -> None:
    chat = candidate(asked())
    before = database()
    assert refusal(chat.send(body)) == (400, "malformed")
    assert database() == before


def test_a_message_of_a_megabyte_is_a_413() -> None:
    chat = candidate(asked())
    before = database()
    assert refusal(chat.say("x" * 1024 * 1024)) == (413, "too_large")
    assert database() == before


def test_unknown_fields_are_ignored() -> None:
    assert candidate(asked()).say(mood="good").status_code == 200


def test_a_refusal_says_how_to_go_on_in_the_interviews_language() -> None:
    assert "질문" in candidate(asked("ko")).say("x", turn=7).json()["message"]


def test_too_many_messages_are_a_429() -> None:
    interview = asked()
    chat = candidate(interview)
    called("chat", f"candidate_{interview.pk}", times=119, per_minute=120)
    assert chat.say().status_code == 200
    reply = chat.say()
    assert refusal(reply) == (429, "too_many")
    assert 1 <= int(reply.headers["Retry-After"]) <= 60


def test_the_chat_accepts_only_messages() -> None:
    assert refusal(Client().get(CHAT)) == (405, "method_not_allowed")
    assert refusal(post(Client(), f"{CHAT}/", {"message": ""})) == (404, "not_found")
