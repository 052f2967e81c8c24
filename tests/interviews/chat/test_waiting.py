"""Waiting for a question in this process: what wakes a waiting chat, and when it gives up."""

import threading
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from interviews.chat import waiting
from interviews.chat.closings import Closings
from interviews.chat.conversation import STILL_WRITING, QuestionUnavailable
from interviews.composition import current
from interviews.models import Interview, Turn
from interviews.services import Rejected
from ops.processes.process import wait_until
from streaming.log import StreamKeys
from streaming.subscription import Subscription
from tests.interviews.scenes import ask_next, asked, started, turn_of

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 20
CLOSED = b'{"id":"1-3","type":"question.done","turn":1}'


class Waiting(threading.Thread):
    """A thread that waits for the first question. `outcome` is set once it has been joined."""

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.channel = StreamKeys(settings.REDIS_PREFIX, interview.pk).channel
        self.outcome: Turn | Exception | None = None
        self._interview = interview
        self._closings = Closings(lambda: Subscription(settings.REDIS.client().connection_pool), settings.REDIS_PREFIX)

    def run(self) -> None:
        try:
            self.outcome = waiting.wait_for(self._interview, 1, closings=self._closings)
        except (QuestionUnavailable, Rejected) as error:
            self.outcome = error
        finally:
            connection.close()

    def __enter__(self) -> "Waiting":
        self.start()
        listeners: Any = lambda: current().redis.pubsub_numsub(self.channel)[0][1]  # noqa: E731
        wait_until(lambda: listeners() == 1, SECONDS, "it listens")
        return self

    def __exit__(self, *_: object) -> None:
        self.join(SECONDS)
        assert not self.is_alive()


@pytest.fixture
def only_redis_wakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LOOK_SECONDS", 10 * SECONDS)


@pytest.mark.usefixtures("only_redis_wakes")
def test_a_waiting_chat_is_woken_by_the_closing_event() -> None:
    with Waiting(started()) as waiter:
        ask_next("Why?")
        current().redis.publish(waiter.channel, CLOSED)
    assert isinstance(waiter.outcome, Turn)
    assert waiter.outcome.question == "Why?"


@pytest.mark.usefixtures("only_redis_wakes")
def test_a_chat_that_waits_for_long_is_still_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streaming.subscription.PING_SECONDS", 0.02)
    calls: Any = lambda: current().redis.info("commandstats").get("cmdstat_ping", {"calls": 0})["calls"]  # noqa: E731
    before = calls()
    with Waiting(started()) as waiter:
        wait_until(lambda: calls() > before + 2, SECONDS, "the connection was asked whether it lives")
        ask_next("Why?")
        current().redis.publish(waiter.channel, CLOSED)
    assert isinstance(waiter.outcome, Turn)


def test_a_question_whose_closing_event_was_lost_is_found_in_the_database() -> None:
    with Waiting(started()) as waiter:
        ask_next("Why?")
    assert isinstance(waiter.outcome, Turn)
    assert waiter.outcome.question == "Why?"


def test_a_chat_of_a_deleted_interview_ends_with_not_found() -> None:
    interview = started()
    with Waiting(interview) as waiter:
        Interview.objects.filter(pk=interview.pk).delete()
    assert isinstance(waiter.outcome, Rejected)
    assert waiter.outcome.code == "not_found"


def test_a_whole_question_is_returned_without_redis() -> None:
    interview = asked()
    assert waiting.wait_for(interview, 1) == turn_of(interview)


def test_a_chat_that_has_waited_for_too_long_is_told_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 0.01)
    with pytest.raises(QuestionUnavailable) as refused:
        waiting.wait_for(started(), 1)
    assert refused.value.code == "unavailable"
    assert refused.value.message == STILL_WRITING
