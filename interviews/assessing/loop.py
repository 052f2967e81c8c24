"""Makes the passes that people asked for, one at a time, beside the questions of a worker and with its model."""

import asyncio
from collections.abc import Callable

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError
from langchain_core.language_models import BaseChatModel

from interviews.evaluation.assessment import PASSES, Unreadable
from interviews.evaluation.assessor import assess
from interviews.llm.backends import Backend
from interviews.llm.errors import ModelError
from interviews.models import Assessment
from interviews.worker.rest import rest
from streaming.tasks import spawn, stop

from . import queue, work
from .work import PassToMake

log = structlog.get_logger(__name__)

LOOK_SECONDS = 2.0
WATCH_SECONDS = 0.25  # how soon a local model is free for a question that comes meanwhile

Failure = Assessment.Failure


class Assessing:
    """Claims passes until `stopping` is set. `is_idle` tells whether the worker is ready and asks no question.

    A local model is one, so a pass is given up for a question, and begins again when the worker is idle.
    """

    def __init__(self, backend: Backend, is_idle: Callable[[], bool], stopping: asyncio.Event) -> None:
        self._backend, self._is_idle, self._stopping = backend, is_idle, stopping

    async def run(self) -> None:
        """Work until `stopping` is set. Cancelling it gives up the pass that is being made: its lease runs out."""
        while not self._stopping.is_set():
            try:
                worked = await self.make_next()
            except DatabaseError as error:
                worked = False
                log.warning("assessments wait", error=type(error).__name__)
            except Exception as error:  # its text may quote an answer; the pass's lease runs out, and others are made
                worked = False
                log.error("assessing failed", error=type(error).__name__)
            await rest(self._stopping, 0 if worked else LOOK_SECONDS)

    async def make_next(self) -> bool:
        """Make one pass, if the worker is idle and no candidate waits. Return whether one was made."""
        if not self._is_idle() or await in_thread(queue.a_question_waits)():
            return False
        claimed = await in_thread(work.next_pass)(self._backend.describe())
        if claimed is None:
            return False
        making = spawn(self._make(claimed), f"assessment {claimed.row.pk}")
        try:
            return await self._watched(making, claimed)
        finally:
            await stop(making)

    async def _watched(self, making: asyncio.Task[None], claimed: PassToMake) -> bool:
        """Wait for a pass and renew its lease. Return whether it was made; else it was handed back, or taken away."""
        renew_at = asyncio.get_running_loop().time() + queue.RENEW_SECONDS
        while not (await asyncio.wait([making], timeout=WATCH_SECONDS))[0]:
            if self._is_needed_elsewhere():
                await stop(making)
                await in_thread(queue.hand_back)(claimed.row)  # changes nothing if it was just done
                return False
            if asyncio.get_running_loop().time() >= renew_at:
                renew_at += queue.RENEW_SECONDS
                if not await in_thread(queue.renew)(claimed.row):
                    return False
        return True

    def _is_needed_elsewhere(self) -> bool:
        return self._stopping.is_set() or (self._backend.is_local and not self._is_idle())

    async def _make(self, claimed: PassToMake) -> None:
        about = {"assessment": claimed.row.pk, "interview": claimed.row.interview_id}
        try:
            [found] = [one async for one in assess(claimed.task, self._load, [claimed.row.seed], claimed.session)]
            await in_thread(claimed.keep)(found)
            log.info("assessed", quotes=len(found.quotes), **about)
        except DatabaseError:
            raise  # the pass may be made again when its lease has run out
        except Exception as error:  # its text may quote an answer
            why = _code_of(error)
            log.warning("no assessment", why=why, error=type(error).__name__, **about)
            await in_thread(claimed.fail)(why)
        if claimed.row.number == PASSES:
            self._backend.forget(claimed.session)

    async def _load(self) -> BaseChatModel:
        return await asyncio.to_thread(self._backend.load)


def _code_of(error: Exception) -> str:
    """Return the value of `Failure` for an error."""
    if isinstance(error, Unreadable):
        return str(Failure.UNREADABLE)
    if isinstance(error, ModelError):
        return error.code if error.code in Failure.values else str(Failure.MODEL_UNAVAILABLE)
    return str(Failure.INTERNAL)
