"""Live events that are written to a reader's connection without waking its task."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from streaming.fanout.cursor import JOIN_FROM, Cursor
from streaming.fanout.hub import Hub
from streaming.fanout.line import Line
from streaming.log import RedisLog
from streaming.wire.events import Token
from streaming.wire.frame import Framed
from streaming.wire.framing import http_chunk, text_frame
from streaming.wire.position import StreamPosition
from tests.streaming.scenes import SECONDS, Viewer, append, done, started, token, watching


class OpenLine(Line):
    """A connection that takes what it is given, unless the test forbids it."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.takes = True

    def write(self, event: Framed) -> bool:
        if self.takes:
            self.written.append(event.frame.wire)
        return self.takes


@asynccontextmanager
async def reading(
    hub: Hub, interview_id: int, line: Line, after: StreamPosition | None = None
) -> AsyncIterator[Viewer]:
    """Give a viewer on that connection whose task reads all the time."""
    async with hub.feed(interview_id, "candidate") as feed, asyncio.timeout(SECONDS):
        viewer = Viewer(Cursor(feed, line, after))
        task = asyncio.create_task(viewer.until(lambda _: False))
        try:
            yield viewer
        finally:
            task.cancel()
            await asyncio.wait([task])


async def at_rest(viewer: Viewer) -> None:
    while not viewer.cursor.is_waiting:  # noqa: ASYNC110 - a reader does not notify
        await asyncio.sleep(0)


async def test_a_reader_that_waits_is_written_to_and_not_woken(hub: Hub, log: RedisLog, interview_id: int) -> None:
    line = OpenLine()
    async with reading(hub, interview_id, line) as viewer, watching(hub, interview_id) as other:
        await append(log, interview_id, (1, 1), started())
        await other.until_type("question.started")
        await at_rest(viewer)
        for number, word in enumerate(["a", "b", "c"]):
            await append(log, interview_id, (1, 2 + number), token(word))
            await other.until_type("token", times=number + 1)
            await at_rest(viewer)
        assert [json.loads(wire.split(b"data: ")[1])["text"] for wire in line.written] == ["a", "b", "c"]
        assert "token" not in viewer.types


async def test_if_the_connection_cannot_take_an_event_the_task_sends_it_once(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    line = OpenLine()
    async with reading(hub, interview_id, line) as viewer, watching(hub, interview_id) as other:
        await append(log, interview_id, (1, 1), started())
        await other.until_type("question.started")
        await at_rest(viewer)
        for number in range(12):
            line.takes = number % 3 != 0
            await append(log, interview_id, (1, 2 + number), token(f"{number} "))
            await other.until_type("token", times=number + 1)
            await at_rest(viewer)
        await append(log, interview_id, (1, 14), done(""))
        await other.until_type("question.done")
    assert viewer.text == "0 3 6 9 "
    assert len(line.written) == 9, "eight tokens, and the end"
    assert viewer.ids == sorted(set(viewer.ids))


async def test_a_reader_whose_task_is_gone_is_not_written_to(hub: Hub, log: RedisLog, interview_id: int) -> None:
    line = OpenLine()
    async with watching(hub, interview_id) as other:
        async with reading(hub, interview_id, line):
            await append(log, interview_id, (1, 1), started())
            await other.until_type("question.started")
        before = list(line.written)
        await append(log, interview_id, (1, 2), token("late"))
        await other.until_type("token")
    assert line.written == before


async def test_many_tokens_that_wait_are_joined_once_for_all_readers(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    words = [f"{n} " for n in range(2 * JOIN_FROM)]
    async with watching(hub, interview_id) as one, watching(hub, interview_id) as two:
        await append(log, interview_id, (1, 1), started())
        for viewer in (one, two):
            await viewer.until_type("question.started")
        await append(log, interview_id, (1, 2), *map(token, words))
        for viewer in (one, two):
            await viewer.until(lambda v: v.text == "".join(words))
            assert [event["type"] for event in viewer.events].count("token") < len(words)
            assert viewer.ids[-1] == (1, 1 + len(words))


@pytest.mark.parametrize("at_a_time", [1, 2 * JOIN_FROM])
async def test_a_reader_ahead_of_a_log_that_is_written_again_sees_nothing_twice(
    hub: Hub, redis: Redis, log: RedisLog, interview_id: int, at_a_time: int
) -> None:
    events = [started(), *(token(f"{n} ") for n in range(4 * JOIN_FROM))]
    seen = 3 * JOIN_FROM
    await append(log, interview_id, (1, 1), *events[:4])
    line = OpenLine()
    async with (
        watching(hub, interview_id) as other,
        reading(hub, interview_id, line, after=StreamPosition(1, seen)) as viewer,
    ):
        await other.until_type("token")
        await redis.delete(log.keys(interview_id).log)
        for first in range(1, len(events) + 1, at_a_time):
            await append(log, interview_id, (1, first), *events[first - 1 : first - 1 + at_a_time])
            last = min(first + at_a_time - 1, len(events))
            await other.until(lambda v, last=last: v.ids[-1] >= (1, last))
        await at_rest(viewer)
    written = [json.loads(wire.split(b"data: ")[1]) for wire in line.written]
    shown = sorted([*written, *viewer.events], key=lambda event: StreamPosition.parse(event["id"]))
    assert "".join(event["text"] for event in shown) == "".join(
        event.text for event in events[seen:] if isinstance(event, Token)
    )


@pytest.mark.parametrize(
    ("size", "head"),
    [(1, b"\x81\x01"), (125, b"\x81\x7d"), (126, b"\x81\x7e\x00\x7e"), (65_535, b"\x81\x7e\xff\xff"),
     (65_536, b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00")],
)  # fmt: skip
def test_a_text_frame_has_its_length(size: int, head: bytes) -> None:
    assert text_frame(b"x" * size) == head + b"x" * size


def test_a_chunk_has_its_length_in_hexadecimal() -> None:
    assert http_chunk(b"x" * 26) == b"1a\r\n" + b"x" * 26 + b"\r\n"
