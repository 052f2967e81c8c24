"""The vocabulary of the streaming tests: short names for events, and a viewer that keeps what it was sent."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from streaming.fanout.cursor import Cursor
from streaming.fanout.hub import Hub
from streaming.fanout.line import Line
from streaming.log import AppendReply, RedisLog
from streaming.wire.events import (
    Audio,
    AudioSkipped,
    Entry,
    Event,
    QuestionDone,
    QuestionFailed,
    QuestionStarted,
    Timings,
    Token,
    encode,
    type_name,
)
from streaming.wire.position import StreamPosition

SECONDS = 10  # much longer than anything here takes: a test that would hang ends with TimeoutError

TIMINGS = Timings(queue_ms=1, first_token_ms=2, first_audio_ms=None, total_ms=3)


def started(turn: int = 1, attempt: int = 1) -> QuestionStarted:
    return QuestionStarted(turn=turn, kind="open", topic="Python", attempt=attempt)


def token(text: str, turn: int = 1) -> Token:
    return Token(turn=turn, text=text)


def done(text: str, turn: int = 1) -> QuestionDone:
    return QuestionDone(turn=turn, text=text, sentences=0, timings=TIMINGS)


def failed(turn: int = 1, code: str = "internal") -> QuestionFailed:
    return QuestionFailed(turn=turn, code=code, message="Sorry.", retryable=True)


def audio(sentence: int = 0, part: int = 0, sound: str = "UklGRg==", last: bool = True) -> Audio:
    return Audio(
        turn=1, sentence=sentence, part=part, last=last,
        mime="audio/wav", sample_rate=24_000, duration_ms=500, data=sound,
    )  # fmt: skip


def skipped(sentence: int = 0, reason: str = "failed") -> AudioSkipped:
    return AudioSkipped(turn=1, sentence=sentence, reason=reason)


def question(words: Sequence[str], turn: int = 1) -> list[Event]:
    """Return all events of one question."""
    return [started(turn), *(token(word, turn) for word in words), done("".join(words), turn)]


def encoded(events: Iterable[Event], first: StreamPosition) -> list[tuple[str, bytes]]:
    positions = (StreamPosition(first.epoch, first.offset + i) for i in range(1_000_000))
    return [(type_name(event), encode(event, at)) for event, at in zip(events, positions, strict=False)]


async def append(log: RedisLog, interview_id: int, first: tuple[int, int], *events: Event) -> AppendReply:
    at = StreamPosition(*first)
    return await log.append(interview_id, at, encoded(events, at))


async def write(log: RedisLog, interview_id: int, epoch: int, words: list[str], turn: int = 1) -> None:
    """Append a whole question at once."""
    await append(log, interview_id, (epoch, 1), *question(words, turn))


async def everything(log: RedisLog, interview_id: int) -> list[Entry]:
    """Read the whole log, page by page."""
    entries, is_last = await log.read(interview_id)
    while not is_last:
        more, is_last = await log.read(interview_id, after=entries[-1].position)
        entries += more
    return entries


class ScriptedLease:
    """A lease whose state the test sets."""

    def __init__(self, holds: bool = True, cancelled: bool = True) -> None:
        self.holds, self.cancelled = holds, cancelled

    async def renew(self) -> bool:
        return self.holds

    async def is_cancelled(self) -> bool:
        return self.cancelled


class Viewer:
    """Reads a stream. `events` are all events so far, as JSON objects."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.events: list[dict[str, Any]] = []

    @property
    def text(self) -> str:
        return "".join(event["text"] for event in self.events if event["type"] == "token")

    @property
    def types(self) -> list[str]:
        """The types of the events, with runs of tokens as one."""
        names = [event["type"] for event in self.events]
        return [name for i, name in enumerate(names) if name != "token" or names[i - 1 : i] != ["token"]]

    @property
    def ids(self) -> list[StreamPosition]:
        return [StreamPosition.parse(event["id"]) for event in self.events if "id" in event]

    async def read(self) -> None:
        self.events += [json.loads(frame.text) for frame in await self.cursor.next() if frame.text]

    async def until(self, seen: Callable[["Viewer"], bool]) -> None:
        async with asyncio.timeout(SECONDS):
            while not seen(self):
                await self.read()

    async def until_type(self, name: str, times: int = 1) -> None:
        await self.until(lambda viewer: [event["type"] for event in viewer.events].count(name) >= times)


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not holds():  # noqa: ASYNC110 - the condition has no event
            await asyncio.sleep(0.01)


@asynccontextmanager
async def watching(
    hub: Hub, interview_id: int, after: tuple[int, int] | None = None, mute: bool = False
) -> AsyncIterator[Viewer]:
    """`async with watching(hub, 7) as viewer: await viewer.until_type("question.done")`"""
    async with hub.feed(interview_id, "candidate") as feed:
        yield Viewer(Cursor(feed, Line(), StreamPosition(*after) if after else None, mute))
