"""Writes a question to a stream's log token by token, as the worker does."""

import itertools
from types import TracebackType
from typing import Self

from redis.asyncio import Redis

from streaming.log import RedisLog
from streaming.wire.events import QuestionDone, QuestionStarted, Timings
from streaming.writing.writer import StreamWriter

from .marked_token import TOKEN

_epochs = itertools.count(1_000_000)  # above any epoch from the database


class Standing:
    """A lease that is never lost."""

    async def renew(self) -> bool:
        return True

    async def is_cancelled(self) -> bool:
        return False


class Question:
    """`async with Question(client, interview_id) as question: question.token(); ...; await question.done()`."""

    def __init__(self, client: Redis, interview_id: int) -> None:
        self._log, self._interview_id = RedisLog(client), interview_id
        self._tokens = 0

    def token(self) -> None:
        self._writer.put(TOKEN)
        self._tokens += 1

    async def drained(self) -> None:
        """Wait until Redis has all events. Raises RuntimeError if another writer has taken over."""
        if not await self._writer.drained():
            raise RuntimeError(f"stream {self._interview_id} is written by somebody else")

    async def done(self) -> None:
        timings = Timings(queue_ms=1, first_token_ms=1, first_audio_ms=None, total_ms=1)
        text = TOKEN.text * self._tokens
        self._writer.put(QuestionDone(turn=1, text=text, sentences=1, timings=timings))
        await self.drained()

    async def __aenter__(self) -> Self:
        self._writer = StreamWriter(self._log, self._interview_id, next(_epochs), 1, Standing())
        self._writer.put(QuestionStarted(turn=1, kind="open", topic="", attempt=1))
        await self.drained()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._writer.close()
