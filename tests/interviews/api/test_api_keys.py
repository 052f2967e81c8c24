"""API keys: what they open, how they are revoked, and their limits."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interviews import demo, jobs
from interviews.access import api_keys, practice
from interviews.access.practice import PracticeRequest
from interviews.access.tokens import token_hash
from interviews.chat import conversation
from interviews.models import ApiKey, Interview, Position
from tests.interviews.composed import composed, unreachable
from tests.interviews.scenes import RECORD, asked, claim, turn_of

from .chatting import Chat, key, practising
from .scenes import PATH, database, post, refusal

pytestmark = pytest.mark.django_db


def browse(secret: str) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_only_the_hash_of_a_key_is_stored() -> None:
    made, secret = key()
    assert made.key_hash == token_hash(secret) != secret
    assert secret not in database()


def test_a_key_chats_in_the_interviews_that_it_made_and_in_no_others() -> None:
    made, secret = key()
    other, _ = key("another robot")
    mine, foreign, invited = practising(made), practising(other), asked()
    robot = Chat(secret)
    assert robot.say(interview=mine.pk).json() == {"interview": mine.pk, "turn": 1, "kind": "open", "text": "Why?"}
    before = database()
    for interview in (foreign, invited):
        assert refusal(robot.say(interview=interview.pk)) == (404, "not_found")
    assert database() == before


def test_a_key_reads_answers_cancels_and_retries_in_its_own_interviews() -> None:
    made, secret = key()
    interview, client = practising(made), browse(secret)
    path = PATH.format(interview.pk)
    assert client.get(path).json()["turns"][0]["question"] == "Why?"
    assert post(client, f"{path}/answers", {"turn": 1, "text": "We use Redis."}).json() == {"turn": 2}
    assert post(client, f"{path}/cancel", {"turn": 2}).status_code == 202
    assert turn_of(interview, 2).cancel_by == "candidate"
    assert post(client, f"{path}/retry", {"turn": 2}).status_code == 202


def test_a_key_sees_nothing_of_other_interviews() -> None:
    _, secret = key()
    other, _ = key("another robot")
    client = browse(secret)
    for interview in (practising(other), asked()):
        before = database()
        path = PATH.format(interview.pk)
        assert refusal(client.get(path)) == (404, "not_found")
        assert refusal(post(client, f"{path}/answers", {"turn": 1, "text": "x"})) == (404, "not_found")
        assert refusal(post(client, f"{path}/cancel", {"turn": 1})) == (404, "not_found")
        assert database() == before


def test_a_revoked_key_opens_nothing_not_even_its_own_interviews() -> None:
    made, secret = key()
    interview = practising(made)
    assert api_keys.revoke(ApiKey.objects.all()) == 1
    before = database()
    assert refusal(Chat(secret).say()) == (401, "unauthorized")
    assert refusal(Chat(secret).say(interview=interview.pk)) == (401, "unauthorized")
    assert refusal(browse(secret).get(PATH.format(interview.pk))) == (401, "unauthorized")
    assert database() == before


def test_a_key_that_was_revoked_keeps_when_that_was() -> None:
    made, _ = key()
    api_keys.revoke(ApiKey.objects.all())
    made.refresh_from_db()
    first = made.revoked_at
    assert api_keys.revoke(ApiKey.objects.all()) == 0
    made.refresh_from_db()
    assert made.revoked_at == first
    assert first and first <= timezone.now()


def test_a_key_beyond_its_limit_is_told_how_long_to_wait() -> None:
    made, _ = key(per_minute=3)
    for _ in range(3):
        api_keys.count(made)
    with pytest.raises(api_keys.TooManyRequests) as refused:
        api_keys.count(made)
    assert refused.value.code == "too_many"
    assert 1 <= refused.value.seconds <= 60


def test_keys_are_counted_apart() -> None:
    (one, _), (other, _) = key(per_minute=1), key("other", per_minute=1)
    api_keys.count(one)
    api_keys.count(other)
    with pytest.raises(api_keys.TooManyRequests):
        api_keys.count(one)


def test_without_redis_a_key_is_still_counted() -> None:
    made, secret = key(per_minute=2)
    interview = practising(made)
    with composed(redis_address=unreachable()):
        statuses = [browse(secret).get(PATH.format(interview.pk)).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("ask", ["chat", "read"])
def test_a_key_that_is_used_too_often_is_a_429_that_says_when_to_come_back(ask: str) -> None:
    made, secret = key(per_minute=1)
    interview = practising(made)
    ways: dict[str, Any] = {
        "chat": lambda: Chat(secret).say(interview=interview.pk),
        "read": lambda: browse(secret).get(PATH.format(interview.pk)),
    }
    assert ways[ask]().status_code == 200
    refused = ways[ask]()
    assert refusal(refused) == (429, "too_many")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


@pytest.mark.parametrize("message", ["", "Hello!"])
def test_any_message_before_the_first_practice_question_is_a_greeting(message: str) -> None:
    made, _ = key()
    interview = practice.create(PracticeRequest(), made.name, made)
    assert [conversation.take(interview, message) for _ in range(2)] == [1, 1]
    turn = turn_of(interview)
    assert (turn.status, turn.answer) == ("queued", "")
    assert jobs.fail(claim(), "empty", "", RECORD)
    assert conversation.take(interview, message) == 1
    assert turn_of(interview).status == "queued"


@pytest.mark.parametrize(
    ("wish", "slug", "language"),
    [({}, "demo-ko", "ko"), ({"language": "en"}, "demo-en", "en"), ({"position": "baker"}, "baker", "en"),
     ({"position": "baker", "language": "ko"}, "baker", "ko")],
)  # fmt: skip
def test_a_practice_interview_is_for_the_requested_position(wish: dict[str, Any], slug: str, language: str) -> None:
    baker = Position.objects.create(slug="baker", title="Baker", language="en", competencies="Bread")
    made, _ = key()
    made.positions.add(baker)
    interview = practice.create(PracticeRequest(**wish), made.name, made)
    assert (interview.position.slug, interview.language) == (slug, language)
    assert (interview.practice, interview.status, interview.name) == (True, "ready", "robot")
    assert (interview.api_key, interview.consented_at, interview.invitation_hash) == (made, None, None)


def test_an_unknown_position_is_a_404_and_creates_nothing() -> None:
    demo.position("ko")
    _, secret = key()
    assert refusal(Chat(secret).say(position="nobody")) == (404, "no_position")
    assert not Interview.objects.exists()
