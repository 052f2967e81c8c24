"""The product with LLM_BACKEND=openai: wrong settings, and a worker that uses a server on loopback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from ops import ROOT
from ops.stack import Stack
from ops.vendors.chat_server import MODEL, WORDS, Reply, ScriptedServer, first
from tests.interviews.guest import Guest

pytestmark = pytest.mark.process

REMOTE = {"LLM_BACKEND": "openai", "LLM_MODEL": "m", "LLM_BASE_URL": "http://127.0.0.1:8080/v1"}


def settings(*names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = f"from interview_site import settings as s; print(*(getattr(s, name) for name in {names!r}))"
    unset = dict.fromkeys(("LLM_BACKEND", "LLM_MODEL", "LLM_BASE_URL", "LLM_API_KEY", "WORKER_CONCURRENCY"), "")
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | unset | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"LLM_MODEL": ""}, "LLM_MODEL: not set. LLM_BACKEND=openai needs the name of the served model"),
        ({"LLM_BASE_URL": ""}, "LLM_BASE_URL: not set. LLM_BACKEND=openai needs the server's address, for example"),
        ({"LLM_BASE_URL": "127.0.0.1:8080"}, "LLM_BASE_URL: not a URL of the form http://... or https://..."),
        ({"LLM_API_KEY": "sk-”quoted”"}, "LLM_API_KEY: contains a character that no key has. Copy the key again"),
        ({"LLM_BACKEND": "gpt"}, "LLM_BACKEND: 'gpt' is unknown. Choose one of: llama_cpp, openai"),
    ],
)
def test_a_wrong_setting_stops_the_process_with_one_line(wrong: dict[str, str], message: str) -> None:
    stopped = settings(**REMOTE | wrong)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith(message) and stopped.stderr.count("\n") == 1
    assert "quoted" not in stopped.stderr


def test_the_default_concurrency_depends_on_the_backend() -> None:
    assert settings("WORKER_CONCURRENCY", **REMOTE).stdout == "16\n"
    assert settings("WORKER_CONCURRENCY").stdout == "4\n"
    assert settings("WORKER_CONCURRENCY", **REMOTE, WORKER_CONCURRENCY="3").stdout == "3\n"


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, server: ScriptedServer) -> Iterator[Stack]:
    environment = REMOTE | {"LLM_MODEL": MODEL, "LLM_BASE_URL": server.base_url, "LEASE_SECONDS": "2"}
    with Stack(tmp_path_factory.mktemp("product"), **environment) as stack:
        yield stack


@pytest.fixture
def guest(product: Stack, server: ScriptedServer) -> Iterator[Guest]:
    server.reply = Reply()
    with Guest(product) as guest:
        yield guest


def test_a_model_server_writes_a_question(guest: Guest) -> None:
    guest.post("start")
    events = guest.until("question.done")
    assert [event["text"] for event in events if event["type"] == "token"]
    assert events[-1]["text"] == guest.turn()["question"] == "".join(WORDS)
    assert guest.attempts() == [(1, "done", "")]


def test_a_thought_is_neither_shown_nor_saved(guest: Guest, server: ScriptedServer) -> None:
    server.reply = Reply(words=["<think>", "They ", "said", "</think>", "\n\n", *WORDS], reasoning=["They said"])
    guest.post("start")
    events = guest.until("question.done")
    assert "said" not in str(events)
    assert events[-1]["text"] == guest.turn()["question"] == "".join(WORDS)


def test_a_server_that_is_busy_for_a_moment_does_not_cost_an_attempt(guest: Guest, server: ScriptedServer) -> None:
    server.reply = first(Reply(status=429), Reply(status=503))
    guest.post("start")
    guest.wait_for("asked")
    assert guest.attempts() == [(1, "done", "")]


def test_a_failed_question_can_be_retried(guest: Guest, server: ScriptedServer) -> None:
    server.reply = Reply(cut_after=2)
    guest.post("start")
    failed = guest.until("question.failed")[-1]
    assert (failed["code"], failed["retryable"]) == ("model_unavailable", True)
    server.reply = Reply()
    guest.post("retry", turn=1)
    guest.wait_for("asked")
    assert guest.attempts() == [(1, "failed", "model_unavailable"), (2, "done", "")]


def test_a_cancelled_question_stops_the_server(guest: Guest, server: ScriptedServer) -> None:
    server.reply = Reply(words=["Why ", "not?"], seconds_between=3600)
    guest.post("start")
    guest.until("token")
    assert server.running == 1
    guest.post("cancel", turn=1)
    assert guest.until("question.failed")[-1]["code"] == "cancelled"
    assert server.wait_for_running(0)


def test_one_worker_asks_several_questions_at_once(product: Stack, server: ScriptedServer) -> None:
    server.reply = Reply(silent=True)
    with ExitStack() as many:
        guests = [many.enter_context(Guest(product)) for _ in range(4)]
        for guest in guests:
            guest.post("start")
        assert server.wait_for_running(4)
        for guest in guests:
            guest.post("cancel", turn=1)
        assert server.wait_for_running(0)
