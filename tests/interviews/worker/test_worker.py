"""Worker processes on a model with random weights: whole interviews, endings, failures."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from bench.harness.models.random_model import TINY, Shape, write_random_model
from ops.processes import procfile
from ops.processes.process import Process, wait_until
from ops.stack import Stack
from tests.interviews.guest import SECONDS, Guest
from tests.interviews.scripted_product import attempt_column

ANSWER = "We moved the queue to PostgreSQL because it was simpler to run."
SLOW = Shape(width=512, layers=8, heads=8, feed_forward=1536, vocabulary=2000, context=8192)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_random_model(folder / "quick.gguf", replace(TINY, context=16_384))
    write_random_model(folder / "slow.gguf", SLOW)
    return folder


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Stack]:
    """Start web, Redis and database. Each test starts its own workers."""
    environment = {"LLM_MODEL": str(models / "quick.gguf"), "LLM_CONTEXT": "16384", "LEASE_SECONDS": "2"}
    environment["LLM_CHECK"] = "off"  # the check would refuse what random weights write
    with Stack(tmp_path_factory.mktemp("product"), **environment) as stack:
        stack.worker.stop()
        yield stack


@pytest.fixture
def guest(product: Stack) -> Iterator[Guest]:
    with Guest(product) as guest:
        yield guest


@contextmanager
def worker(product: Stack, log: Path, *options: str, **environment: str) -> Iterator[Process]:
    command = [*procfile.commands(product.port)["worker"], *options]
    with Process(command, env=product.env | environment, log=log) as process:
        process.wait_for_output("worker ready", SECONDS)
        yield process


def test_a_whole_interview_streams_over_sse_and_ends(product: Stack, guest: Guest, tmp_path: Path) -> None:
    with worker(product, tmp_path / "log"):
        assert guest.post("start").json() == {"turn": 1}
        after = ""
        for number in range(1, 6):
            events = ask_until_done(guest, number, after)
            text = "".join(event["text"] for event in events if event["type"] == "token")
            assert events[-1]["text"] == text == guest.turn(number)["question"]
            assert events[-1]["timings"]["first_token_ms"] <= events[-1]["timings"]["total_ms"]
            after = events[-1]["id"]
            if number < 5:
                assert guest.post("answers", turn=number, text=f"{number}: {ANSWER}").json() == {"turn": number + 1}
    assert guest.snapshot()["status"] == "finished"
    assert [turn["kind"] for turn in guest.snapshot()["turns"]][::4] == ["open", "close"]
    assert guest.http.get(f"{guest.path}/stream", headers={"last-event-id": after}).status_code == 204


def ask_until_done(guest: Guest, number: int, after: str) -> list[dict]:  # type: ignore[type-arg]
    """Return the events of the attempt that succeeded. Random weights may write nothing; then retry."""
    events: list[dict] = []  # type: ignore[type-arg]
    for event in guest.stream(after):
        if event.get("turn") != number:
            continue
        events = [event] if event["type"] == "question.started" else [*events, event]
        if event["type"] == "question.failed":
            assert event["code"] == "empty"
            guest.post("retry", turn=number)
        if event["type"] == "question.done":
            return events
    raise AssertionError("the stream ended early")


def test_a_whole_korean_interview_streams_over_one_socket(product: Stack, tmp_path: Path) -> None:
    with Guest(product, "ko") as guest, worker(product, tmp_path / "log"):
        url = f"{product.url.replace('http', 'ws')}/ws/interview/{guest.interview}/stream"
        with connect(url, subprotocols=["bearer", guest.token]) as socket:  # type: ignore[list-item]
            assert socket.subprotocol == "bearer"
            guest.post("start")
            done = []
            while len(done) < 5:
                event = json.loads(socket.recv(SECONDS))
                if event["type"] == "question.failed":
                    guest.post("retry", turn=event["turn"])
                elif event["type"] == "question.done":
                    done.append(event["turn"])
                    if event["turn"] < 5:
                        socket.send(
                            json.dumps({"type": "answer", "turn": event["turn"], "text": "주로 캐시를 설계했습니다."})
                        )
            while event.get("status") != "finished":
                event = json.loads(socket.recv(SECONDS))
    assert done == [1, 2, 3, 4, 5]


def test_after_sigterm_a_worker_finishes_what_runs(product: Stack, guest: Guest, models: Path, tmp_path: Path) -> None:
    grace = ("--grace", str(SECONDS - 5))  # random words take half a minute to say
    with worker(product, tmp_path / "log", *grace, LLM_MODEL=str(models / "slow.gguf")) as process:
        guest.post("start")
        guest.until("token")
        process.signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
        assert "event=finishing attempts=1" in process.log.read_text()
    assert guest.turn()["status"] == "asked"
    assert guest.attempts() == [(1, "done", "")]


def test_without_grace_a_turn_is_handed_back_and_another_worker_asks_it(
    product: Stack, guest: Guest, models: Path, tmp_path: Path
) -> None:
    with worker(product, tmp_path / "log", "--grace", "0", LLM_MODEL=str(models / "slow.gguf")) as process:
        guest.post("start")
        guest.until("token")
        process.signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    assert guest.attempts() == [(1, "handed_back", "")]
    with worker(product, tmp_path / "log2"):
        events = guest.until("question.done")
    assert events[-1]["text"] == guest.turn()["question"]
    assert [event["attempt"] for event in events if event["type"] == "question.started"][-1] == 2
    assert guest.attempts() == [(1, "handed_back", ""), (2, "done", "")]


def test_a_killed_workers_turn_starts_again_on_another_within_the_lease(
    product: Stack, guest: Guest, models: Path, tmp_path: Path
) -> None:
    with worker(product, tmp_path / "log", LLM_MODEL=str(models / "slow.gguf")) as process:
        guest.post("start")
        guest.until("token")
        process.kill()
    with worker(product, tmp_path / "log2"):
        guest.wait_for("asked")
    assert guest.attempts() == [(1, "lost", ""), (2, "done", "")]


@pytest.mark.parametrize(
    ("content", "cure"),
    [
        (None, "no such file. Put the path of a .gguf file there"),
        (b"GGUF and then nonsense", "Is it a whole GGUF file?"),
    ],
    ids=["missing", "broken"],
)
def test_a_model_that_cannot_be_used_stops_the_worker_and_readyz_says_so(
    product: Stack, guest: Guest, tmp_path: Path, content: bytes | None, cure: str
) -> None:
    path = tmp_path / "it.gguf"
    if content is not None:
        path.write_bytes(content)
    command = procfile.commands(product.port)["worker"]
    wait_until(lambda: readiness(product)["worker"] != "ok", SECONDS, "no worker is left")
    with Process(command, env=product.env | {"LLM_MODEL": str(path)}, log=tmp_path / "log") as process:
        assert process.wait(SECONDS) == 1
    last = process.log.read_text().splitlines()[-1]
    assert last.startswith(f"CommandError: LLM_MODEL={path}: ") and cure in last
    assert readiness(product) == {"ready": False, "database": "ok", "redis": "ok", "worker": "model unusable"}
    guest.post("start")
    assert guest.attempts() == []
    with worker(product, tmp_path / "log2"):
        guest.wait_for("asked")
        assert readiness(product)["ready"]


def readiness(product: Stack) -> dict[str, object]:
    return dict(httpx.get(f"{product.url}/readyz", timeout=SECONDS).json())


def test_a_prompt_that_is_too_long_fails_the_question_and_the_worker_lives_on(
    product: Stack, guest: Guest, tmp_path: Path
) -> None:
    with worker(product, tmp_path / "log", LLM_CONTEXT="256") as process:
        guest.post("start")
        failed = guest.until("question.failed")[-1]
        assert (failed["code"], failed["retryable"]) == ("prompt_too_long", True)
        assert process.status is None


def test_a_running_question_is_cancelled_and_asked_again(
    product: Stack, guest: Guest, models: Path, tmp_path: Path
) -> None:
    with worker(product, tmp_path / "log", LLM_MODEL=str(models / "slow.gguf")):
        guest.post("start")
        guest.until("token")
        guest.post("cancel", turn=1)
        *told, failed = [
            event for event in guest.until("question.failed") if event["type"] in ("token", "question.failed")
        ]
        assert (failed["code"], failed["by"]) == ("cancelled", "candidate")
        guest.post("retry", turn=1)
        guest.wait_for("asked")
    assert guest.attempts() == [(1, "failed", "cancelled"), (2, "done", "")]
    stopped, asked = attempt_column(product, guest, "discarded_text")
    assert stopped == "".join(token["text"] for token in told), "what was shown is on record"
    assert asked == ""


def test_once_asks_what_waits_and_ends(product: Stack, tmp_path: Path) -> None:
    guests = [Guest(product) for _ in range(3)]
    for guest in guests:
        guest.post("start")
    with worker(product, tmp_path / "log", "--once") as process:
        assert process.wait(SECONDS) == 0
    assert [len(guest.attempts()) for guest in guests] == [1, 1, 1]


def test_two_workers_ask_each_question_once(product: Stack, tmp_path: Path) -> None:
    guests = [Guest(product) for _ in range(4)]
    with worker(product, tmp_path / "one"), worker(product, tmp_path / "two", "--concurrency", "2"):
        for guest in guests:
            guest.post("start")
        for guest in guests:
            wait_until(lambda guest=guest: guest.turn()["status"] in ("asked", "failed"), SECONDS, "it is made")  # type: ignore[misc]
    assert [len(guest.attempts()) for guest in guests] == [1, 1, 1, 1]


def test_a_worker_needs_room_for_one_question(product: Stack, tmp_path: Path) -> None:
    command = [*procfile.commands(product.port)["worker"], "--concurrency", "0"]
    with Process(command, env=product.env, log=tmp_path / "log") as process:
        assert process.wait(SECONDS) != 0
        assert "--concurrency 0: must be from 1 to 256." in process.log.read_text()
