"""How words leave the graph."""

import asyncio
from contextlib import aclosing

import pytest

from interviews.interviewer.events import QuestionEvent, Text, WordingStarted
from interviews.interviewer.wording import BankWording
from ops.vendors.chat_server import ScriptedServer

from .graph_runs import (
    GOOD,
    LOOP,
    STATES,
    STUCK,
    case,
    scripted,
)


def test_a_word_does_not_wait_for_the_next_one(server: ScriptedServer) -> None:
    async def first_word() -> QuestionEvent:
        async with aclosing(scripted(server, case(), STUCK)) as events, asyncio.timeout(5):
            await anext(events)
            return await anext(events)

    assert LOOP.run(first_word()) == Text("Which")


def test_nothing_runs_ahead_of_the_reader(server: ScriptedServer) -> None:
    async def requests() -> list[int]:
        counts = []
        async for event in scripted(server, case(), STATES, GOOD):
            if isinstance(event, WordingStarted):
                await asyncio.sleep(0.05)  # as long as it takes to write a row
                counts.append(len(server.requests))
        return counts

    assert LOOP.run(requests()) == [0, 1], "the model must not be asked before the reader has dealt with the wording"


def test_closing_the_stream_stops_the_model(server: ScriptedServer) -> None:
    async def close_early() -> None:
        events = scripted(server, case(), STUCK)
        await anext(events), await anext(events)
        assert server.running == 1
        await events.aclose()
        assert len(asyncio.all_tasks()) == 1

    LOOP.run(close_early())
    assert server.wait_for_running(0)


def test_cancelling_the_reader_stops_the_model(server: ScriptedServer) -> None:
    async def read(begun: asyncio.Event) -> None:
        async for event in scripted(server, case(), STUCK):
            if isinstance(event, Text):
                begun.set()

    async def cancel() -> None:
        reading = asyncio.create_task(read(begun := asyncio.Event()))
        async with asyncio.timeout(5):
            await begun.wait()
            reading.cancel()
            await asyncio.wait([reading])
        assert reading.cancelled()

    LOOP.run(cancel())
    assert server.wait_for_running(0)


async def test_the_graph_does_not_judge_a_wording_that_was_not_read_to_its_end() -> None:
    wording = BankWording("Why?", None)
    async with aclosing(wording.events()) as events:
        await anext(events)
        with pytest.raises(RuntimeError, match="before the wording was read"):
            _ = wording.refusal
