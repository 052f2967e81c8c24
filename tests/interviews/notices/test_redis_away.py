"""The product starts before its Redis does."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ops.processes.process import wait_until
from ops.stack import Stack
from tests.interviews.guest import SECONDS, Guest

pytestmark = pytest.mark.process


@pytest.fixture
def without_redis(tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(tmp_path)
    try:
        stack.manage("migrate", "--verbosity", "0")
        stack.manage("seed")
        for process in (stack.worker, stack.web):
            process.start().wait_until_ready()
        yield stack
    finally:
        stack.stop()


def readiness(stack: Stack) -> tuple[int, dict[str, object]]:
    response = httpx.get(f"{stack.url}/readyz", timeout=SECONDS)
    return response.status_code, response.json()


def test_an_interview_begins_without_redis_and_continues_once_it_is_up(without_redis: Stack) -> None:
    stack = without_redis
    assert readiness(stack) == (503, {"ready": False, "database": "ok", "redis": "away", "worker": "away"})
    with Guest(stack) as guest:
        assert guest.post("start").json() == {"turn": 1}
        events = guest.stream()
        assert next(events) == {"type": "interview.state", "status": "running"}
        stack.redis.start()
        heard = [next(events)]
        while heard[-1]["type"] != "question.done":
            event = next(events)
            # The demo model's first words may be refused. Then the question begins anew.
            heard = [event] if event["type"] == "question.started" else [*heard, event]
        assert guest.turn()["question"] == heard[-1]["text"]
        typed = [event["text"] for event in heard if event["type"] == "token"]
        assert "".join(typed) == heard[-1]["text"]
        assert {outcome for _, outcome, _ in guest.attempts()[:-1]} <= {"refused"}
        assert guest.attempts()[-1][1] == "done"
    wait_until(lambda: readiness(stack)[0] == 200, SECONDS, "ready")
    for process in (stack.web, stack.worker):
        assert process.status is None, "nothing crashed on the way"
