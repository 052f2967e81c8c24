"""Drafts through the API: passed on at once and never stored."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from django.contrib.auth.models import Permission, User

from interviews import services
from interviews.composition import current
from interviews.interviewer.fence import MAX_ANSWER_CHARS
from interviews.models import Interview
from interviews.services.replies import MENTIONS_DRAFTS
from tests.interviews.composed import composed, unreachable
from tests.interviews.scenes import asked, finished, started

from .scenes import PATH, Candidate, called, database, post, refusal
from .test_browsers import browser, with_csrf

pytestmark = pytest.mark.django_db

SECRET = "Between us, the queue was zanzibar."
WORKER = "w1"  # the one that asks the questions in scenes


class Channel:
    """Collects what is published for a worker."""

    def __init__(self, worker: str) -> None:
        self._pubsub = current().redis.pubsub()
        self._pubsub.subscribe(f"{settings.REDIS_PREFIX}drafts:{worker}")
        assert self._pubsub.get_message(timeout=5)["type"] == "subscribe"

    def close(self) -> None:
        self._pubsub.close()

    def taken(self) -> list[Any]:
        """Return all messages up to now: Redis delivers in order, and a mark is sent last."""
        current().redis.publish(next(iter(self._pubsub.channels)), "mark")
        messages = []
        while (data := self._pubsub.get_message(timeout=5)["data"]) != b"mark":
            messages.append(json.loads(data))
        return messages


@pytest.fixture
def channel() -> Iterator[Channel]:
    channel = Channel(WORKER)
    yield channel
    channel.close()


def test_a_draft_is_sent_to_the_worker_that_asked(channel: Channel) -> None:
    candidate = Candidate(asked())
    response = candidate.post("draft", {"turn": 1, "text": " 한글 and “quotes”\n"})
    assert (response.status_code, response.content) == (204, b"")
    assert channel.taken() == [{"interview": candidate.interview.pk, "turn": 1, "text": " 한글 and “quotes”\n"}]


def test_an_empty_draft_is_a_draft(channel: Channel) -> None:
    assert Candidate(asked()).post("draft", {"turn": 1, "text": ""}).status_code == 204
    assert [draft["text"] for draft in channel.taken()] == [""]


def test_a_browser_that_was_let_in_sends_drafts_with_its_cookie(channel: Channel) -> None:
    interview = asked()
    client, body = browser(interview), {"turn": 1, "text": "x"}
    path = f"{PATH.format(interview.pk)}/draft"
    assert refusal(post(client, path, body)) == (403, "forbidden")
    headers = with_csrf(client)
    assert refusal(post(client, path, body, **headers | {"origin": "https://evil.example"})) == (403, "forbidden")
    assert channel.taken() == []
    assert post(client, path, body, **headers).status_code == 204
    assert len(channel.taken()) == 1


def test_of_a_draft_that_is_too_long_for_an_answer_the_beginning_is_sent(channel: Channel) -> None:
    text = "하" * (MAX_ANSWER_CHARS + 9)
    assert Candidate(asked()).post("draft", {"turn": 1, "text": text}).status_code == 204
    [sent] = channel.taken()
    assert sent["text"] == "하" * MAX_ANSWER_CHARS


def test_staff_send_no_drafts(channel: Channel) -> None:
    user = User.objects.create_user("staff", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_interview"))
    client = browser(user=user)
    path = f"{PATH.format(asked().pk)}/draft"
    assert refusal(post(client, path, {"turn": 1, "text": "x"}, **with_csrf(client))) == (404, "not_found")
    assert channel.taken() == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"turn":1,"text":"' + b"x" * 1_100_000 + b'"}', 413, "too_large"),
        (b"{", 400, "malformed"),
        (b'{"turn":1}', 400, "malformed"),
        (b'{"turn":1,"text":null}', 400, "malformed"),
        (b'{"turn":"1","text":"x"}', 400, "malformed"),
        (b'{"turn":1,"text":"\\ud800"}', 400, "malformed"),
        (b'{"turn":2,"text":"x"}', 409, "wrong_turn"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else str(value),
)
def test_a_draft_that_cannot_be_taken_is_refused(channel: Channel, body: bytes, status: int, code: str) -> None:
    assert refusal(Candidate(asked()).post("draft", body)) == (status, code)
    assert channel.taken() == []


def answered() -> Interview:
    interview = asked()
    services.answer(interview, 1, "Redis.")
    return interview


@pytest.mark.parametrize(("scene", "turn"), [(started, 1), (answered, 1), (answered, 2), (finished, 5)])
def test_only_an_open_question_takes_drafts(channel: Channel, scene: Any, turn: int) -> None:
    assert refusal(Candidate(scene()).post("draft", {"turn": turn, "text": "x"})) == (409, "wrong_turn")
    assert channel.taken() == []


def test_a_draft_is_accepted_and_dropped_if_drafts_are_off(channel: Channel) -> None:
    with composed(drafts_enabled=False):
        assert Candidate(asked()).post("draft", {"turn": 1, "text": "x"}).status_code == 204
    assert channel.taken() == []


def test_a_draft_is_dropped_if_another_consent_text_was_agreed_to(channel: Channel) -> None:
    interview = asked()
    Interview.objects.update(consent_version="2026-01")
    assert Candidate(interview).post("draft", {"turn": 1, "text": "x"}).status_code == 204
    assert channel.taken() == []


def test_a_later_consent_text_allows_drafts_as_the_first_one_did_that_names_them(channel: Channel) -> None:
    assert services.CONSENT_VERSION > MENTIONS_DRAFTS
    for version in (MENTIONS_DRAFTS, services.CONSENT_VERSION):
        interview = asked()
        Interview.objects.filter(pk=interview.pk).update(consent_version=version)
        assert Candidate(interview).post("draft", {"turn": 1, "text": "x"}).status_code == 204
        assert channel.taken()


def test_without_redis_a_draft_is_taken_and_goes_nowhere() -> None:
    candidate = Candidate(asked())
    with composed(redis_address=unreachable()) as composition:
        with pytest.raises(redis.ConnectionError):
            composition.redis.ping()
        assert candidate.post("draft", {"turn": 1, "text": "x"}).status_code == 204


def test_drafts_do_not_use_up_the_limit_of_answers() -> None:
    candidate = Candidate(asked())
    called("draft", candidate.interview.pk, times=119, per_minute=120)
    replies = [candidate.post("draft", {"turn": 1, "text": "x"}) for _ in range(2)]
    assert replies[0].status_code == 204
    assert refusal(replies[1]) == (429, "too_many")
    assert candidate.post("answers", {"turn": 1, "text": "x"}).status_code == 202


def test_a_draft_is_neither_stored_nor_logged(channel: Channel, caplog: pytest.LogCaptureFixture) -> None:
    candidate = Candidate(asked())
    before = database()
    caplog.set_level("DEBUG")
    assert candidate.post("draft", {"turn": 1, "text": SECRET}).status_code == 204
    candidate.post("draft", {"turn": 2, "text": SECRET})
    candidate.post("draft", json.dumps({"turn": 1, "text": SECRET, "more": "\ud800"}).encode()[:-1])
    assert [draft["text"] for draft in channel.taken()] == [SECRET]
    assert database() == before
    assert "zanzibar" not in everything_in_redis()
    assert "zanzibar" not in caplog.text


def everything_in_redis() -> str:
    client = current().redis
    return str([(key, client.dump(key)) for key in client.scan_iter()])
