"""Worker processes that a turn prefers: free, busy, gone. The model is a scripted server."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis

from ops.processes.process import wait_until
from ops.stack import Stack
from ops.vendors.chat_server import Body, Reply, ScriptedServer
from tests.interviews.guest import SECONDS, Guest
from tests.interviews.scripted_product import QUESTION, attempt_column, scripted_model

from .test_worker import worker

GRACE = timedelta(milliseconds=300)
BUSY = "Last spring I kept the whole team busy with the move of the queue."


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, model: ScriptedServer) -> Iterator[Stack]:
    """Start web, Redis and database. Each test starts its own workers, with room for one question each."""
    with Stack(tmp_path_factory.mktemp("product"), TTS_BACKEND="off", **scripted_model(model)) as stack:
        stack.worker.stop()
        yield stack


@pytest.fixture(autouse=True)
def model_that_thinks_over_what_it_is_asked_to(model: ScriptedServer) -> None:
    def reply(body: Body) -> Reply:
        return Reply(words=QUESTION, first_seconds=60 if BUSY in str(body["messages"][-1]) else 0)

    model.reply = reply


@pytest.fixture
def guest(product: Stack) -> Iterator[Guest]:
    with Guest(product) as guest:
        yield guest


def begin(guest: Guest) -> None:
    guest.post("start")
    guest.wait_for("asked")


def answer(guest: Guest, number: int) -> None:
    """Answer, and wait until the next question is asked."""
    guest.post("answers", turn=number, text="I moved the queue to Redis because it was faster.")
    guest.wait_for("asked", number + 1)


def workers_of(product: Stack, guest: Guest) -> list[str]:
    return attempt_column(product, guest, "worker")


def waited(product: Stack, guest: Guest) -> timedelta:
    """Return the time from the queueing of the newest question to its claim."""
    queued, claimed = (attempt_column(product, guest, name)[-1] for name in ("queued_at", "claimed_at"))
    return datetime.fromisoformat(claimed) - datetime.fromisoformat(queued)


def preferred(product: Stack, guest: Guest) -> list[str]:
    """Return, turn by turn, the worker that was preferred."""
    database = Path(product.env["DATA_DIR"]) / "db.sqlite3"
    query = "SELECT prefers FROM interviews_turn WHERE interview_id = ? ORDER BY number"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        return [row[0] for row in rows.execute(query, [guest.interview])]


def test_each_turn_prefers_the_worker_of_the_one_before(product: Stack, guest: Guest, tmp_path: Path) -> None:
    with worker(product, tmp_path / "one"), worker(product, tmp_path / "two"):
        begin(guest)
        for number in (1, 2, 3):
            answer(guest, number)
    assert preferred(product, guest) == ["", *workers_of(product, guest)[:-1]]


def test_a_busy_workers_turn_goes_to_another_after_the_grace(product: Stack, guest: Guest, tmp_path: Path) -> None:
    with Guest(product) as other, worker(product, tmp_path / "one"):
        begin(guest)
        begin(other)
        other.post("answers", turn=1, text=BUSY)
        other.wait_for("running", 2)
        with worker(product, tmp_path / "two"):
            answer(guest, 1)
            assert waited(product, guest) >= GRACE
        other.post("cancel", turn=2)
    first, second = workers_of(product, guest)
    assert first == workers_of(product, other)[1] != second


def test_a_turn_whose_worker_died_goes_to_another(product: Stack, guest: Guest, tmp_path: Path) -> None:
    with worker(product, tmp_path / "one") as process:
        begin(guest)
        process.kill()
    with worker(product, tmp_path / "two"):
        answer(guest, 1)
    assert len(set(workers_of(product, guest))) == 2


def test_a_worker_that_left_is_not_preferred(product: Stack, guest: Guest, tmp_path: Path) -> None:
    with worker(product, tmp_path / "one") as process:
        begin(guest)
        answer(guest, 1)
        assert process.stop(SECONDS) == 0
    with worker(product, tmp_path / "two"):
        answer(guest, 2)
    assert preferred(product, guest) == ["", workers_of(product, guest)[0], ""]


def test_a_worker_whose_places_are_all_taken_goes_on_saying_that_it_is_there(
    product: Stack, guest: Guest, tmp_path: Path
) -> None:
    with worker(product, tmp_path / "one"), Redis.from_url(product.redis.url) as redis:
        begin(guest)
        guest.post("answers", turn=1, text=BUSY)
        guest.wait_for("running", 2)
        sign = f"turns:worker:{workers_of(product, guest)[0]}"
        assert redis.delete(sign) == 1
        wait_until(lambda: redis.exists(sign) == 1, SECONDS, "the worker says that it is there")
        assert guest.turn(2)["status"] == "running"
        guest.post("cancel", turn=2)
