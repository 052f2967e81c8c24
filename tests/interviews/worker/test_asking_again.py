"""A worker whose model writes what must not be asked: what viewers see, and what is recorded."""

import json
from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer
from streaming.wire.position import StreamPosition
from tests.interviews.guest import Guest
from tests.interviews.scripted_product import QUESTION, attempt_column, listen, scripted_model, sound_parts

BAD = Reply(words=("How ", "do ", "you ", "test, ", "and ", "are ", "you ", "married, ", "by ", "the ", "way?"))
GOOD = Reply(words=QUESTION[:4])  # one question


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, model: ScriptedServer) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("product"), **scripted_model(model) | {"LLM_CHECK": "on"}) as stack:
        yield stack


@pytest.fixture
def guest(product: Stack) -> Iterator[Guest]:
    with Guest(product) as guest:
        yield guest


def script(model: ScriptedServer, *replies: Reply) -> None:
    rest = chain(replies, repeat(GOOD))
    model.reply = lambda _: next(rest)


def test_viewers_see_the_second_question_in_place_of_the_first(guest: Guest, model: ScriptedServer) -> None:
    script(model, BAD)
    guest.post("start")
    events = listen(guest)
    started = [event for event in events if event["type"] == "question.started"]
    assert [event["attempt"] for event in started] == [1, 2]
    first, second = (StreamPosition.parse(event["id"]).epoch for event in started)
    assert second > first
    done = next(event for event in events if event["type"] == "question.done")
    assert done["text"] == "".join(GOOD.words).rstrip() == guest.turn()["question"]
    assert {
        StreamPosition.parse(event["id"]).epoch for event in events[events.index(started[1]) :] if "id" in event
    } == {second}
    assert sound_parts(events[events.index(started[1]) :])


def test_what_touches_the_family_is_neither_shown_nor_spoken(guest: Guest, model: ScriptedServer) -> None:
    script(model, BAD)
    guest.post("start")
    events = listen(guest)
    assert not [event for event in events if "married" in event.get("text", "")]
    assert "married" in attempt_column(guest.stack, guest, "discarded_text")[0]


def test_the_record_tells_of_both_attempts(guest: Guest, model: ScriptedServer) -> None:
    script(model, BAD)
    guest.post("start")
    guest.wait_for("asked")
    assert guest.attempts() == [(1, "refused", "forbidden"), (2, "done", "")]
    assert all(attempt_column(guest.stack, guest, "completion_tokens"))


def test_after_two_refusals_there_is_a_question_without_the_model(guest: Guest, model: ScriptedServer) -> None:
    script(model, BAD, BAD)
    guest.post("start")
    guest.wait_for("asked")
    assert guest.attempts() == [(1, "refused", "forbidden"), (2, "refused", "forbidden"), (3, "done", "")]
    assert attempt_column(guest.stack, guest, "source") == ["model", "model", "bank"]
    assert [bool(hashed) for hashed in attempt_column(guest.stack, guest, "prompt_sha256")] == [True, True, False]
    first, second, without_a_model = map(json.loads, attempt_column(guest.stack, guest, "wording"))
    assert first == second != {} == without_a_model
    assert (first["checked"], first["is_local"]) == (True, False)
    assert guest.turn()["question"].endswith("?")


def test_a_late_viewer_gets_the_accepted_question(guest: Guest, model: ScriptedServer) -> None:
    script(model, BAD)
    guest.post("start")
    guest.wait_for("asked")
    late = listen(guest, lambda events: events[-1]["type"] == "question.done")
    assert [event["attempt"] for event in late if event["type"] == "question.started"] == [2]


def test_a_second_attempt_can_be_cancelled(guest: Guest, model: ScriptedServer) -> None:
    script(model, BAD, Reply(words=("Why ", "not?"), seconds_between=3600))
    guest.post("start")
    listen(guest, lambda events: [e.get("attempt") for e in events].count(2) == 1 and events[-1]["type"] == "token")
    guest.post("cancel", turn=1)
    assert guest.until("question.failed")[-1]["code"] == "cancelled"
    assert guest.attempts() == [(1, "refused", "forbidden"), (2, "failed", "cancelled")]
    assert model.wait_for_running(0)


def test_a_worker_lost_in_the_second_attempt_leaves_the_model_one_try_less(guest: Guest, model: ScriptedServer) -> None:
    script(model, BAD, Reply(words=("Why ", "not?"), seconds_between=3600), BAD)
    guest.post("start")
    listen(guest, lambda events: [e.get("attempt") for e in events].count(2) == 1 and events[-1]["type"] == "token")
    guest.stack.worker.kill()
    guest.stack.worker.start()
    guest.wait_for("asked")
    outcomes = [(outcome, code) for _, outcome, code in guest.attempts()]
    assert outcomes == [("refused", "forbidden"), ("lost", ""), ("refused", "forbidden"), ("done", "")]
