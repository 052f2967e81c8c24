"""A claimed turn, from its choice to the saved question and its closing event."""

import asyncio
import contextlib
import time
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError
from django.utils import timezone
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessageChunk

from interviews import jobs, metrics, services
from interviews.composition import current
from interviews.interviewer import graph
from interviews.interviewer.audience import Begins, Refused
from interviews.llm.errors import ModelError
from interviews.llm.sampling import Sampling
from interviews.models import Generation, Turn, milliseconds
from interviews.record.closing import closing_event
from interviews.record.prompt_hash import sha256_of
from streaming.tasks import stop
from streaming.writing.writer import Halt

from .broadcast import Broadcast
from .means import Means

log = structlog.get_logger(__name__)

GENERATION_SECONDS = 300


class Failure(Exception):
    """The turn ends without a question; `code` is one of `question.failed`, the reason is for operators."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Lost(Exception):
    """Another attempt holds the turn: nothing may be written any more."""


class Attempt:
    """Runs a claimed turn, then speaks out. Cancelled while it runs, it hands the turn back.

    It is the graph's audience: a question that is refused is followed by another, with an epoch of its own.
    """

    def __init__(self, turn: Turn, means: Means, sampling: Sampling) -> None:
        self._turn, self._means, self._sampling = turn, means, sampling
        # Two clocks: the database's says how long the turn waited, this process's measures from here on.
        self._queued_at = time.monotonic() - (timezone.now() - turn.queued_at).total_seconds()
        self._prompt: dict[str, Any] = {}
        self._last: BaseMessageChunk | None = None
        self._changing = asyncio.Lock()  # held while one epoch takes another's place
        self._log = log.bind(interview=turn.interview_id, turn=turn.number)

    async def run(self) -> None:
        """Until the question is saved, or has failed."""
        self._air = Broadcast(self._turn, self._means)
        try:
            await self._run()
        except Lost:
            self._log.warning("attempt lost its turn", epoch=self._air.epoch)
            await self._air.close()
        except asyncio.CancelledError:
            await self._air.close()
            if await in_thread(jobs.hand_back)(self._turn):
                metrics.dropped(self._turn, Generation.Outcome.HANDED_BACK)
            self._log.info("turn handed back", epoch=self._air.epoch)
            raise
        except BaseException:
            await self._air.close()
            raise

    async def speak_out(self) -> None:
        """Send the sounds that the text was faster than, unless the interview has moved on."""
        try:
            if await self._air.spoken():
                with contextlib.suppress(DatabaseError):  # a note, not worth an error
                    await in_thread(jobs.mark_spoken)(self._air.epoch, self._milliseconds_to("audio"))
        finally:
            metrics.spoken(self._turn.interview, self._milliseconds_to("audio"))
            await self._air.close()

    async def _run(self) -> None:
        try:
            await self._question()
            await self._save()
        except Failure as failure:
            await self._fail(failure)
        await self._close()

    async def _question(self) -> None:
        """Let the graph run until a question stands, or somebody stops it."""
        writing = asyncio.create_task(self._write())
        ends_at = time.monotonic() + GENERATION_SECONDS
        halt: Halt | None = None
        try:
            while not writing.done() and halt is None:
                seconds = ends_at - time.monotonic()
                await asyncio.wait([writing, self._air.halted], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
                halt = await self._stopped(writing, late=time.monotonic() >= ends_at)
        finally:
            if not writing.done():
                await stop(writing)
        if halt is Halt.STALE:
            raise Lost
        if halt is Halt.CANCELLED:
            raise Failure(jobs.CANCELLED, "cancelled while it was written")
        await writing

    async def _stopped(self, writing: asyncio.Task[None], late: bool) -> Halt | None:
        """Stop the writing where it is to be stopped; who wants that. Failure where it took too long."""
        async with self._changing:  # stopped between two epochs it would end neither
            halt = self._air.halt
            if halt or (late and not writing.done()):
                await stop(writing)
        if late and halt is None and writing.cancelled():
            raise Failure("timeout", f"not done after {GENERATION_SECONDS} s")
        return halt

    async def _write(self) -> None:
        try:
            case = await in_thread(services.case)(self._turn)
            stage = graph.Stage(self, self._load, self._sampling, self._means.checked)
            self._last = await graph.run(case, stage)
        except ModelError as error:
            raise Failure(error.code, str(error)) from error
        except (Failure, Lost, DatabaseError):
            raise
        except Exception as error:
            self._log.exception("the model failed")
            raise Failure("internal", type(error).__name__) from error
        if not self._air.text.strip():  # which nobody has checked
            raise Failure("empty", "the model wrote nothing")
        self._air.end()

    async def _load(self) -> BaseChatModel:
        return await asyncio.to_thread(self._means.backend.load)

    async def begin(self, begins: Begins) -> None:
        if begins.instead_of:
            async with self._changing:
                await self._ask_again(begins.instead_of, begins)
        self._prompt = _prompt_record(begins)
        self._air.begin(self._turn.ask)

    def say(self, text: str) -> None:
        self._air.say(text)

    async def _ask_again(self, refused: Refused, begins: Begins) -> None:
        self._log.warning("question refused", epoch=self._air.epoch, flaw=refused.flaw, detail=refused.detail)
        void = self._air
        void.retire()
        await void.fall_silent()
        sampling = asdict(begins.sampling) if begins.sampling else {}
        model = {**self._means.backend.describe(), "sampling": sampling}
        if not await in_thread(jobs.ask_again)(self._turn, refused, self._record(), self._means.lease, model):
            raise Lost
        metrics.dropped(self._turn, Generation.Outcome.REFUSED, refused.flaw)
        self._air = Broadcast(self._turn, self._means)
        await void.close()

    async def _save(self) -> None:
        # Once the row is there, viewers may come for what the log holds: so the log has it all first.
        if not await self._air.drained():
            raise Lost
        self._air.give_up_lease()
        record = self._record(self._air.reserve_closing())
        if not await in_thread(services.save_question)(self._turn, self._air.text, record):
            raise Lost

    async def _fail(self, failure: Failure) -> None:
        self._log.warning("question failed", epoch=self._air.epoch, code=failure.code, reason=failure.reason)
        await self._air.fall_silent()
        self._air.give_up_lease()
        record = self._record(self._air.reserve_closing())
        if not await in_thread(jobs.fail)(self._turn, failure.code, failure.reason, record):
            raise Lost

    async def _close(self) -> None:
        """Publish the closing event; should this process die first, another's sweep does it."""
        epoch = self._air.epoch
        generation = await in_thread(jobs.ended)(epoch)
        metrics.ended(generation)
        self._air.put(closing_event(generation))
        if await self._air.drained():
            await in_thread(jobs.mark_published)(epoch)
        if generation.turn.interview.is_over:
            self._means.backend.forget(self._turn.interview_id)
            await in_thread(current().notices.state_changed)(self._turn.interview_id, generation.turn.interview.status)
        self._log.info("attempt ended", epoch=epoch, outcome=generation.outcome, **generation.timings)

    def _record(self, last_offset: int | None = None) -> jobs.Record:
        usage = getattr(self._last, "usage_metadata", None) or {}
        metadata: dict[str, Any] = getattr(self._last, "response_metadata", {})
        return jobs.Record(
            last_offset=last_offset,
            sentences=self._air.sentences,
            first_token_ms=self._milliseconds_to("token"),
            first_audio_ms=self._milliseconds_to("audio"),
            prompt_tokens=usage.get("input_tokens"),
            completion_tokens=usage.get("output_tokens"),
            finish_reason=metadata.get("finish_reason", ""),
            **self._prompt,
        )

    def _milliseconds_to(self, kind: str) -> int | None:
        """From queueing until Redis had the first event of that type; None where there was none."""
        first = self._air.first_at(kind)
        return None if first is None else milliseconds(timedelta(seconds=first - self._queued_at))


def _prompt_record(begins: Begins) -> dict[str, Any]:
    """What the record keeps of a prompt. It is written when the attempt ends: a commit before would stand between the
    candidate and the first token."""
    if not begins.chat:
        return {"by_bank": True}
    return {"instructions": begins.chat[0]["content"], "prompt_sha256": sha256_of(begins.chat)}
