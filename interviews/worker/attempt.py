"""A claimed turn, until its question is saved and its closing event published."""

import asyncio
import contextlib
from dataclasses import replace

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError
from langchain_core.language_models import BaseChatModel

from interviews import conversation, jobs, metrics, services
from interviews.composition import current
from interviews.interviewer.graph import ask_question
from interviews.interviewer.wording import ModelCall
from interviews.llm.errors import ModelError
from interviews.llm.sampling import Sampling
from interviews.models import Generation, Turn
from interviews.record.closing import closing_event

from .errors import AttemptFailed, TurnLost
from .generation_stream import GenerationStream
from .publisher import QuestionPublisher
from .recorder import AttemptRecorder
from .resources import WorkerResources
from .supervisor import Supervisor

log = structlog.get_logger(__name__)

GENERATION_SECONDS = 300


class Attempt:
    """Call `run`, then `speak_out` unless the turn was lost. If it is cancelled while it runs, it hands the turn back.

    `turn` is claimed; `sampling` is how the model draws for its generation.
    """

    def __init__(self, turn: Turn, resources: WorkerResources, sampling: Sampling) -> None:
        self._turn, self._resources, self._sampling = turn, resources, sampling
        self._recorder = AttemptRecorder(turn)
        self._log = log.bind(interview=turn.interview_id, turn=turn.number)

    @property
    def _stream(self) -> GenerationStream:
        return self._publisher.stream

    async def run(self) -> bool:
        """Ask the question. Return True once it is saved or has failed, False once another attempt has the turn.

        Raises DatabaseError; the lease then runs out, and another worker starts again.
        """
        self._publisher = QuestionPublisher(self._turn, self._resources, self._recorder)
        try:
            await self._run()
            return True
        except TurnLost:
            self._log.warning("attempt lost its turn", epoch=self._stream.epoch)
            await self._stream.close()
            return False
        except asyncio.CancelledError:
            await self._stream.close()
            await self._hand_back()
            raise
        except BaseException:
            await self._stream.close()
            raise

    async def speak_out(self) -> None:
        """Send the sounds that the text was faster than, unless the interview has moved on."""
        try:
            if await self._stream.spoken():
                with contextlib.suppress(DatabaseError):  # a note, not worth an error
                    await in_thread(jobs.mark_spoken)(self._stream.epoch, self._first_audio_ms())
        finally:
            metrics.spoken(self._turn.interview, self._first_audio_ms())
            await self._stream.close()

    def _first_audio_ms(self) -> int | None:
        return self._recorder.milliseconds_to("audio", self._stream)

    async def _run(self) -> None:
        try:
            await Supervisor(self._publisher, GENERATION_SECONDS).run(self._publish())
            await self._save()
        except AttemptFailed as failure:
            await self._fail(failure)
        await self._close()

    async def _publish(self) -> None:
        try:
            turn = await in_thread(conversation.turn_context)(self._turn)
            freedom = self._resources.freedom(turn.brief.language)
            backend, checked = self._resources.backend, self._resources.checked
            call = ModelCall(
                self._load_model, self._sampling, freedom=freedom, checked=checked, is_local=backend.is_local
            )
            self._recorder.asks(turn, call)
            await self._publisher.publish(ask_question(turn, call))
        except ModelError as error:
            raise AttemptFailed(error.code, str(error)) from error
        except (AttemptFailed, TurnLost, DatabaseError):
            raise
        except Exception as error:
            self._log.exception("the model failed")
            raise AttemptFailed("internal", type(error).__name__) from error

    async def _load_model(self) -> BaseChatModel:
        return await asyncio.to_thread(self._resources.backend.load)

    async def _save(self) -> None:
        # Once the row is there, viewers may come for what the log holds: so the log has it all first.
        if not await self._stream.drained():
            raise TurnLost
        record = self._final_record()
        if not await in_thread(services.save_question)(self._turn, self._stream.text, record):
            raise TurnLost

    async def _fail(self, failure: AttemptFailed) -> None:
        self._log.warning("question failed", epoch=self._stream.epoch, code=failure.code, reason=failure.reason)
        await self._stream.silence()
        record = replace(self._final_record(), discarded_text=self._stream.text)
        if not await in_thread(jobs.fail)(self._turn, failure.code, failure.reason, record):
            raise TurnLost

    def _final_record(self) -> jobs.Record:
        """Give up the lease and reserve the closing event's place: the turn's row is written next."""
        self._stream.give_up_lease()
        return self._recorder.record(self._stream, self._stream.reserve_closing())

    async def _close(self) -> None:
        """Publish the closing event. If this process dies before, another worker's sweep does it."""
        epoch = self._stream.epoch
        generation = await in_thread(jobs.ended)(epoch)
        metrics.ended(generation)
        self._stream.put(closing_event(generation))
        if await self._stream.drained():
            await in_thread(jobs.mark_published)(epoch)
        if generation.turn.interview.is_over:
            self._resources.backend.forget(self._turn.interview_id)
            await in_thread(current().notices.state_changed)(self._turn.interview_id, generation.turn.interview.status)
        self._log.info("attempt ended", epoch=epoch, outcome=generation.outcome, **generation.timings)

    async def _hand_back(self) -> None:
        if await in_thread(jobs.hand_back)(self._turn):
            metrics.dropped(self._turn, Generation.Outcome.HANDED_BACK)
        self._log.info("turn handed back", epoch=self._stream.epoch)
