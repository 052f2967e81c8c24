"""The log of a stream in Redis, and its publication: the only Redis code on the path of a token."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from redis.asyncio import Redis

from streaming.wire import payload
from streaming.wire.events import Entry
from streaming.wire.position import START, StreamPosition

from .tasks import to_its_end

APPEND, READ = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("append.lua", "read.lua"))

KEEP_SECONDS = 24 * 3600
# Long enough to hear a question again, also after a reload. Ten minutes of speech are about 40 MB.
KEEP_PAYLOAD_SECONDS = 600
# Far more than one question's events, so that the current question is always complete.
KEEP_ENTRIES = 50_000
PAGE_ENTRIES = 128
PAGE_BYTES = 64 * 1024
# The longest event is an audio part: 64 KB of Base64.
MAX_EVENT_BYTES = 96 * 1024
PRESENT_SECONDS = 40


@dataclass(frozen=True, slots=True)
class StreamKeys:
    """The names that belong to one interview in Redis. The braces keep its keys in one cluster slot."""

    prefix: str
    interview_id: int

    @property
    def channel(self) -> str:
        return f"{self.prefix}interview_{self.interview_id}_stream"

    @property
    def log(self) -> str:
        return f"{self.prefix}{{interview_{self.interview_id}_stream}}:log"

    @property
    def cancel(self) -> str:
        return f"{self.prefix}{{interview_{self.interview_id}_stream}}:cancel"

    @property
    def clip(self) -> str:
        """The prefix of the keys of audio payloads; a position follows."""
        return f"{self.prefix}{{interview_{self.interview_id}_stream}}:clip:"

    def present(self, role: str) -> str:
        return f"{self.prefix}{{interview_{self.interview_id}_stream}}:present:{role}"


class AppendStatus(StrEnum):
    """What became of an append; append.lua says when each is returned."""

    OK = "ok"
    STALE = "stale"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AppendReply:
    """The script's reply. `cancel_turn` is the turn that somebody asked to stop, 0 for none."""

    status: AppendStatus
    cancel_turn: int


class Page(NamedTuple):
    """Some entries of the log. `is_last` is True if nothing follows in the range that was asked for."""

    entries: list[Entry]
    is_last: bool


EMPTY = Page([], is_last=True)


class RedisLog:
    """The log of every interview's stream: a Redis Stream whose ids are positions.

    Every method raises redis.RedisError or OSError while Redis is away.
    """

    def __init__(self, client: Redis, prefix: str = "", keep_seconds: int = KEEP_SECONDS) -> None:
        """`prefix` goes before every key and channel. A log expires `keep_seconds` after its last append."""
        self._client = client
        self._prefix = prefix
        self._keep_seconds = keep_seconds
        self._append, self._read = client.register_script(APPEND), client.register_script(READ)

    def keys(self, interview_id: int) -> StreamKeys:
        return StreamKeys(self._prefix, interview_id)

    async def append(
        self, interview_id: int, first: StreamPosition, events: Sequence[tuple[str, bytes]]
    ) -> AppendReply:
        """Append (type, JSON) pairs at `first` and the offsets after it, and publish them, in one step.

        Raise ValueError, and write nothing, if one is longer than MAX_EVENT_BYTES.
        """
        # The hot path: without the task that the other commands get, so a cancellation may be lost (`to_its_end`).
        if any(len(data) > MAX_EVENT_BYTES for _, data in events):
            raise ValueError(f"an event has at most {MAX_EVENT_BYTES} bytes")
        keys = self.keys(interview_id)
        flat = [part for kind, data in events for part in (kind, *payload.cut(data))]
        keep = KEEP_ENTRIES, self._keep_seconds, KEEP_PAYLOAD_SECONDS
        status, cancel = await self._append(
            keys=[keys.log, keys.cancel, keys.clip], args=[keys.channel, *first, *keep, *flat]
        )
        return AppendReply(AppendStatus(status.decode()), _number(cancel))

    async def abandon(self, interview_id: int, data: bytes) -> None:
        """Delete a log that lost its end, and publish the closing event that no longer fits it."""
        keys = self.keys(interview_id)
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.delete(keys.log)
            pipe.publish(keys.channel, data)
            await to_its_end(pipe.execute())

    async def forget(self, interview_id: int) -> None:
        """Delete a log that the database knows nothing of."""
        await to_its_end(self._client.delete(self.keys(interview_id).log))

    async def cancel_turn(self, interview_id: int) -> int:
        """Return the turn that somebody asked to stop, 0 for none."""
        return _number(await to_its_end(self._client.get(self.keys(interview_id).cancel)))

    async def note_present(self, readers: Iterable[tuple[int, str]]) -> None:
        """Record that somebody reads: `readers` are (interview, role) pairs. It expires after PRESENT_SECONDS."""
        async with self._client.pipeline(transaction=False) as pipe:
            for interview_id, role in readers:
                pipe.set(self.keys(interview_id).present(role), 1, ex=PRESENT_SECONDS)
            await to_its_end(pipe.execute())

    async def read(self, interview_id: int, after: StreamPosition = START, until: StreamPosition | None = None) -> Page:
        """Return the entries after `after`, up to and including `until`, oldest first: at most PAGE_ENTRIES of them
        and PAGE_BYTES, but always one if there is one.

        Audio events come without their payloads; `payloads` reads those.
        """
        limits: list[str | int] = [f"({after}", str(until) if until else "+", PAGE_ENTRIES, PAGE_BYTES]
        is_last, *row = await to_its_end(self._read(keys=[self.keys(interview_id).log], args=limits))
        pairs = zip(row[::2], row[1::2], strict=True)
        return Page([Entry(StreamPosition.parse(at.decode()), data) for at, data in pairs], bool(is_last))

    async def payloads(self, interview_id: int, positions: Iterable[StreamPosition]) -> list[bytes | None]:
        """Return the audio at those positions in Base64, None for what has expired."""
        clip = self.keys(interview_id).clip
        found: list[bytes | None] = await to_its_end(self._client.mget([f"{clip}{position}" for position in positions]))
        return found

    async def oldest(self, interview_id: int) -> StreamPosition | None:
        return _first_position(await to_its_end(self._client.xrange(self.keys(interview_id).log, count=1)))

    async def newest(self, interview_id: int) -> StreamPosition | None:
        return _first_position(await to_its_end(self._client.xrevrange(self.keys(interview_id).log, count=1)))


def _number(flag: Any) -> int:
    return int(flag) if flag and flag.isdigit() else 0


def _first_position(rows: Any) -> StreamPosition | None:
    return StreamPosition.parse(rows[0][0].decode()) if rows else None
