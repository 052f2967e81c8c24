"""Chats with a running product: what waits, what wakes it, and that it delays nobody."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
import redis

from ops.processes.process import wait_until
from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer
from tests.interviews.api.scenes import PATH
from tests.interviews.guest import SECONDS, Guest, api_key
from tests.interviews.scripted_product import QUESTION, scripted_model

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("words")]

TEXT = "".join(QUESTION)
SAID = "I moved the queue to Redis because the database could not keep up."  # nothing to be clarified
NEVER = Reply(silent=True)
CHAT = "/v1/chat"


@pytest.fixture(scope="module")
def chatty(model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("chatty"), **scripted_model(model), TTS_BACKEND="off") as stack:
        yield stack


def say(guest: Guest, message: str = "", **more: object) -> httpx.Response:
    return guest.http.post(CHAT, json={"message": message, **more})


def code_of(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_an_interview_is_held_by_messages_alone(chatty: Stack) -> None:
    with Guest(chatty) as guest:
        replies = [say(guest).json()]
        while replies[-1]["kind"] != "close":
            replies.append(
                say(
                    guest, f"In year {len(replies)} I moved our queue to PostgreSQL, because it was simpler to run."
                ).json()
            )
        assert [reply["turn"] for reply in replies] == [1, 2, 3, 4, 5]
        assert {reply["interview"] for reply in replies} == {guest.interview}
        told = guest.snapshot()
        assert [turn["question"] for turn in told["turns"]] == [reply["text"] for reply in replies]
        assert told["status"] == "finished"


def test_a_question_that_is_stopped_ends_the_wait_and_an_empty_message_asks_it_again(
    chatty: Stack, model: ScriptedServer
) -> None:
    model.reply = NEVER
    with Guest(chatty) as guest, ThreadPoolExecutor() as pool:
        waiting = pool.submit(say, guest)
        assert model.wait_for_running(1)
        assert guest.post("cancel", turn=1).status_code == 202
        assert code_of(waiting.result()) == (409, "cancelled")
        model.reply = Reply(words=QUESTION)
        assert say(guest).json()["text"] == TEXT
        assert [outcome for _, outcome, _ in guest.attempts()] == ["failed", "done"]


def test_the_same_message_while_its_reply_is_made_waits_for_the_same_reply(
    chatty: Stack, model: ScriptedServer
) -> None:
    with Guest(chatty) as guest, ThreadPoolExecutor() as pool:
        say(guest)
        model.reply = NEVER
        first = pool.submit(say, guest, SAID)
        assert model.wait_for_running(1)
        with pytest.raises(httpx.ReadTimeout):
            guest.http.post(CHAT, json={"message": SAID}, timeout=0.2)
        again = [pool.submit(say, guest, SAID), pool.submit(say, guest, SAID, turn=1)]
        assert code_of(say(guest, "We use PostgreSQL.")) == (409, "answered")
        guest.post("cancel", turn=2)
        assert {code_of(reply.result()) for reply in (first, *again)} == {(409, "cancelled")}
        assert [turn["answer"] for turn in guest.snapshot()["turns"]] == [SAID, ""]


def test_of_two_answers_at_once_one_is_taken(chatty: Stack) -> None:
    with Guest(chatty) as guest, ThreadPoolExecutor() as pool:
        say(guest)
        replies = [pool.submit(say, guest, text, turn=1) for text in ("We use Redis.", "We use PostgreSQL.")]
        taken, refused = sorted((reply.result() for reply in replies), key=lambda reply: reply.status_code)
        assert (taken.json()["turn"], code_of(refused)) == (2, (409, "answered"))
        assert len(guest.snapshot()["turns"]) == 2


def test_a_model_that_cannot_be_reached_is_a_503_that_says_when_to_try_again(
    chatty: Stack, model: ScriptedServer
) -> None:
    model.reply = Reply(status=401)
    with Guest(chatty) as guest:
        reply = say(guest)
        assert code_of(reply) == (503, "model_unavailable")
        assert int(reply.headers["Retry-After"]) > 0
        assert reply.json()["message"] == guest.turn()["failure"]["message"]


def test_a_client_that_hangs_up_leaves_no_place_taken(chatty: Stack, model: ScriptedServer) -> None:
    model.reply = NEVER
    with Guest(chatty) as guest, ThreadPoolExecutor() as pool:
        for _ in range(10):  # more than may wait for one interview
            wait_until(lambda: hangs_up(guest), SECONDS, "there is a place to wait at")
        waiting = pool.submit(say, guest)
        assert model.wait_for_running(1)
        guest.post("cancel", turn=1)
        assert code_of(waiting.result()) == (409, "cancelled")


def hangs_up(guest: Guest) -> bool:
    """Hang up after a while. Return False if the product had refused the request before."""
    try:
        return code_of(guest.http.post(CHAT, json={"message": ""}, timeout=0.3)) != (429, "too_many")
    except httpx.ReadTimeout:
        return True


def test_few_may_wait_for_one_interview_at_once(chatty: Stack, model: ScriptedServer) -> None:
    model.reply = NEVER
    with Guest(chatty) as guest, ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(say, guest) for _ in range(12)]
        wait_until(lambda: sum(reply.done() for reply in waiting) == 4, SECONDS, "four are refused")
        guest.post("cancel", turn=1)
        codes = sorted(code_of(reply.result()) for reply in waiting)
        assert codes == [(409, "cancelled")] * 8 + [(429, "too_many")] * 4
        assert all("Retry-After" in reply.result().headers for reply in waiting if reply.result().status_code == 429)


async def test_fifty_waiting_chats_delay_nobody_and_hold_no_connections(chatty: Stack, model: ScriptedServer) -> None:
    robot = {"authorization": f"Bearer {api_key(chatty)}"}
    limits = httpx.Limits(max_connections=60)
    async with httpx.AsyncClient(base_url=chatty.url, timeout=SECONDS, limits=limits, headers=robot) as http:
        first = (await http.post(CHAT, json={"message": ""})).json()
        model.reply = NEVER
        waiting = [asyncio.create_task(http.post(CHAT, json={"message": "Hello!"})) for _ in range(50)]
        await asyncio.to_thread(wait_until, lambda: len(unasked(chatty)) == 50, SECONDS, "fifty chats wait")
        assert (await http.get("/healthz")).status_code == 200
        await asyncio.to_thread(
            wait_until, lambda: not connections(chatty), SECONDS, "waiting chats hold no connection"
        )
        assert subscribers(chatty) == 1, "one connection listens for all of them"
        reply = await http.post(f"{PATH.format(first['interview'])}/answers", json={"turn": 1, "text": "Redis."})
        assert (reply.status_code, reply.json()) == (202, {"turn": 2})
        assert not any(task.done() for task in waiting)
        for interview, turn in unasked(chatty):
            await http.post(f"{PATH.format(interview)}/cancel", json={"turn": turn})
        assert {code_of(reply) for reply in await asyncio.gather(*waiting)} == {(409, "cancelled")}


def connections(stack: Stack) -> int:
    """Count the web process's connections to its database, SQLite's file."""
    held = 0
    for descriptor in Path(f"/proc/{stack.web.pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            held += descriptor.readlink().name == "db.sqlite3"
    return held


def subscribers(stack: Stack) -> int:
    """Count the connections to Redis that listen on a channel."""
    with redis.Redis.from_url(stack.redis.url) as client:
        return sum(int(one["sub"]) > 0 for one in client.client_list(_type="pubsub"))


def unasked(stack: Stack) -> list[tuple[int, int]]:
    """Return interview and number of the unfinished questions, from the product's database."""
    database = Path(stack.env["DATA_DIR"]) / "db.sqlite3"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        query = "SELECT interview_id, number FROM interviews_turn WHERE status IN ('queued', 'running')"
        return rows.execute(query).fetchall()


def test_a_web_process_that_ends_asks_who_waits_to_come_back(model: ScriptedServer, tmp_path: Path) -> None:
    model.reply = NEVER
    with Stack(tmp_path, **scripted_model(model), TTS_BACKEND="off") as stack, Guest(stack) as guest:
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(say, guest)
            assert model.wait_for_running(1)
            stack.web.stop()
            reply = waiting.result()
        assert code_of(reply) == (503, "unavailable")
        assert "empty message" in reply.json()["message"]
        assert stack.web.status == 0
        model.reply = Reply(words=QUESTION)
        stack.web.start().wait_until_ready()
        guest.post("cancel", turn=1)
        wait_until(lambda: guest.turn()["status"] == "failed", SECONDS, "the question is stopped")
        assert say(guest).json()["text"] == TEXT


def test_a_chat_goes_on_without_redis(model: ScriptedServer, tmp_path: Path) -> None:
    product = Stack(tmp_path, **scripted_model(model), TTS_BACKEND="off")
    with product as stack, Guest(stack) as guest, ThreadPoolExecutor() as pool:
        model.reply = NEVER
        waiting = pool.submit(say, guest)
        assert model.wait_for_running(1)
        stack.redis.stop()
        guest.post("cancel", turn=1)
        stack.redis.start()
        assert code_of(waiting.result()) == (409, "cancelled")


def test_two_web_processes_count_a_keys_requests_together(model: ScriptedServer, tmp_path: Path) -> None:
    with Stack(tmp_path, webs=2, **scripted_model(model), TTS_BACKEND="off") as stack, ThreadPoolExecutor(8) as pool:
        robot = {"authorization": f"Bearer {api_key(stack, per_minute=30)}"}

        def ask(number: int) -> int:
            url = stack.webs[number % 2].url
            return httpx.get(url + PATH.format(1), headers=robot, timeout=SECONDS).status_code

        statuses = Counter(pool.map(ask, range(80)))
    assert statuses == {404: 30, 429: 50}
