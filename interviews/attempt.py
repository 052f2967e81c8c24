"""One attempt at one question: from a claimed turn to the saved question and its closing event."""

import asyncio
import contextlib
import hashlib
import json
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, NamedTuple

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError
from django.utils import timezone
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, BaseMessageChunk
from langchain_core.messages.utils import convert_to_messages

from streaming.events import QuestionStarted, Token
from streaming.log import RedisLog
from streaming.narrator import Narrator, Voice
from streaming.speech.speaker import Speaker
from streaming.tasks import spawn, stop
from streaming.writer import Halt, StreamWriter

from . import jobs, notices, services
from .closing import closing_event
from .interviewer.prompts import STOP, messages
from .lease import Lease
from .llm import Backend
from .llm.errors import ModelError
from .llm.sampling import Sampling
from .models import Turn, milliseconds

log = structlog.get_logger(__name__)

MAX_TOKENS = 256
MAX_QUESTION_CHARS = 8_000  # a server may not keep to MAX_TOKENS
GENERATION_SECONDS = 300


class Failure(Exception):
    """The attempt ends without a question; `code` is one of `question.failed`, the reason is for operators."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Lost(Exception):
    """Another attempt holds the turn: nothing may be written any more."""


class Means(NamedTuple):
    """What every attempt works with. Without a speaker nothing is heard."""

    backend: Backend
    speaker: Speaker | None
    log: RedisLog
    lease: timedelta


class Attempt:
    """Runs a claimed turn, then speaks out. Cancelled while it runs, it hands the turn back."""

    def __init__(self, turn: Turn, means: Means, sampling: Sampling) -> None:
        self._turn, self._means, self._sampling = turn, means, sampling
        self._epoch: int = turn.generation.pk
        self._lease = Lease(self._epoch, means.lease)
        # Two clocks: the database's says how long the turn waited, this process's measures from here on.
        self._queued_at = time.monotonic() - (timezone.now() - turn.queued_at).total_seconds()
        self._prompt_sha256 = ""
        self._text: list[str] = []
        self._length = 0
        self._last: BaseMessageChunk | None = None
        self._log = log.bind(interview=turn.interview_id, turn=turn.number, epoch=self._epoch)

    async def run(self) -> None:
        """Until the question is saved, or has failed."""
        interview = self._turn.interview
        self._writer = StreamWriter(self._means.log, interview.pk, self._epoch, self._turn.number, self._lease)
        speaker = self._means.speaker if interview.voice else None
        voice = Voice(interview.language, interview.voice_name)
        self._narrator = Narrator(speaker, self._writer.put, self._turn.number, voice)
        try:
            await self._run_leased()
        except Lost:
            self._log.warning("attempt lost its turn")
            await self._hush()
        except asyncio.CancelledError:
            await self._hush()
            await in_thread(jobs.hand_back)(self._turn)
            self._log.info("turn handed back")
            raise
        except BaseException:
            await self._hush()
            raise

    async def speak_out(self) -> None:
        """Send the sounds that the text was faster than, unless the interview has moved on."""
        halted = asyncio.create_task(self._writer.halted.wait())
        finished = asyncio.create_task(self._narrator.finished())
        try:
            await asyncio.wait([finished, halted], return_when=asyncio.FIRST_COMPLETED)
            if not halted.done() and await self._writer.drained():
                with contextlib.suppress(DatabaseError):  # a note, not worth an error
                    await in_thread(jobs.mark_spoken)(self._epoch, self._milliseconds_to("audio"))
        finally:
            await stop(halted, finished)
            await self._hush()

    async def _hush(self) -> None:
        await self._narrator.close()
        await self._writer.close()

    async def _run_leased(self) -> None:
        keeper = spawn(self._lease.keep(self._writer), f"lease {self._epoch}")
        try:
            await self._run()
        finally:
            await stop(keeper)

    async def _run(self) -> None:
        try:
            await self._question()
            await self._save()
        except Failure as failure:
            await self._fail(failure)
        await self._close()

    async def _question(self) -> None:
        """Let the model write, token by token, until it ends or somebody stops it."""
        ask = self._turn.ask
        self._writer.put(
            QuestionStarted(
                turn=self._turn.number, kind=ask.move, topic=ask.topic, attempt=self._turn.generation.attempt
            )
        )
        writing = asyncio.create_task(self._write())
        halted = asyncio.create_task(self._writer.halted.wait())
        try:
            await asyncio.wait([writing, halted], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await stop(halted)
            if not writing.done():
                await stop(writing)
        if self._writer.halt is Halt.STALE:
            raise Lost
        if self._writer.halt is Halt.CANCELLED:
            raise Failure(jobs.CANCELLED, "cancelled while it was written")
        await writing

    async def _write(self) -> None:
        try:
            async with asyncio.timeout(GENERATION_SECONDS):
                async for chunk in self._chunks():
                    self._last = chunk
                    if chunk.content:
                        self._say(str(chunk.content))
        except TimeoutError:
            raise Failure("timeout", f"not done after {GENERATION_SECONDS} s") from None
        except ModelError as error:
            raise Failure(error.code, str(error)) from error
        except (Failure, DatabaseError):
            raise
        except Exception as error:
            self._log.exception("the model failed")
            raise Failure("internal", type(error).__name__) from error
        if not "".join(self._text).strip():
            raise Failure("empty", "the model wrote nothing")
        self._narrator.end()

    def _say(self, text: str) -> None:
        room = MAX_QUESTION_CHARS - self._length
        self._text.append(text[:room])
        self._length += len(text)
        self._writer.put(Token(turn=self._turn.number, text=text[:room]))
        self._narrator.feed(text[:room])
        if self._length > MAX_QUESTION_CHARS:
            raise Failure("internal", f"the model wrote more than {MAX_QUESTION_CHARS} characters")

    async def _chunks(self) -> AsyncIterator[BaseMessageChunk]:
        model: BaseChatModel = await asyncio.to_thread(self._means.backend.load)
        prompt = await self._prompt()
        options = {"sampling": self._sampling, "max_tokens": MAX_TOKENS, "session": self._turn.interview_id}
        async for chunk in model.astream(prompt, stop=list(STOP), **options):
            yield chunk

    async def _prompt(self) -> list[BaseMessage]:
        history = await in_thread(services.history)(self._turn.interview)
        chat = messages(self._turn.interview.brief, history, self._turn.ask)
        # Kept for the record: a commit now would stand between the candidate and the first token.
        self._prompt_sha256 = hashlib.sha256(json.dumps(chat, ensure_ascii=False).encode()).hexdigest()
        return convert_to_messages([dict(message) for message in chat])

    async def _save(self) -> None:
        # Once the row is there, viewers may come for what the log holds: so the log has it all first.
        if not await self._writer.drained():
            raise Lost
        self._lease.ends = True
        if not await in_thread(services.save_question)(self._turn, "".join(self._text), self._record()):
            raise Lost

    async def _fail(self, failure: Failure) -> None:
        self._log.warning("question failed", code=failure.code, reason=failure.reason)
        await self._narrator.close()
        self._lease.ends = True
        if not await in_thread(jobs.fail)(self._turn, failure.code, failure.reason, self._record()):
            raise Lost

    async def _close(self) -> None:
        """Publish the closing event; should this process die first, another's sweep does it."""
        generation = await in_thread(jobs.ended)(self._epoch)
        self._writer.put(closing_event(generation))
        if await self._writer.drained():
            await in_thread(jobs.mark_published)(self._epoch)
        if generation.turn.interview.is_over:
            self._means.backend.forget(self._turn.interview_id)
            await in_thread(notices.state_changed)(self._turn.interview_id, generation.turn.interview.status)
        self._log.info("attempt ended", outcome=generation.outcome, **generation.timings)

    def _record(self) -> jobs.Record:
        usage = getattr(self._last, "usage_metadata", None) or {}
        metadata: dict[str, Any] = getattr(self._last, "response_metadata", {})
        return jobs.Record(
            last_offset=self._writer.reserve_closing(),
            sentences=self._narrator.sentences,
            prompt_sha256=self._prompt_sha256,
            first_token_ms=self._milliseconds_to("token"),
            first_audio_ms=self._milliseconds_to("audio"),
            prompt_tokens=usage.get("input_tokens"),
            completion_tokens=usage.get("output_tokens"),
            finish_reason=metadata.get("finish_reason", ""),
        )

    def _milliseconds_to(self, kind: str) -> int | None:
        """From queueing until Redis had the first event of that type; None where there was none."""
        first = self._writer.first_at.get(kind)
        return None if first is None else milliseconds(timedelta(seconds=first - self._queued_at))
