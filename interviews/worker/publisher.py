"""Publishes a question while the interviewer is asking it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict

import structlog
from channels.db import database_sync_to_async as in_thread

from interviews import jobs, metrics
from interviews.interviewer.events import QuestionAccepted, QuestionEvent, Refusal, Text, WordingStarted
from interviews.models import Generation, Turn

from .errors import AttemptFailed, TurnLost
from .generation_stream import GenerationStream
from .recorder import AttemptRecorder
from .resources import WorkerResources

log = structlog.get_logger(__name__)


class QuestionPublisher:
    """Gives each wording of a turn's question a generation of its own, with a higher epoch than the one before.

    `stream` is the newest generation's. Hold `changing` to stop `publish`: stopped between two generations it would end
    neither.
    """

    def __init__(self, turn: Turn, resources: WorkerResources, recorder: AttemptRecorder) -> None:
        self._turn, self._resources, self._recorder = turn, resources, recorder
        self._log = log.bind(interview=turn.interview_id, turn=turn.number)
        self.stream = GenerationStream(turn, resources)
        self.changing = asyncio.Lock()

    async def publish(self, events: AsyncGenerator[QuestionEvent, None]) -> None:
        """Publish the events, and close them. Returns once all text is handed to the stream, not once it is sent.

        Raises AttemptFailed if there was no text, TurnLost if the turn was lost between two wordings, DatabaseError,
        and what the events raise.
        """
        async with aclosing(events):
            async for event in events:
                match event:
                    case Text(text):
                        self.stream.write(text)
                    case WordingStarted():
                        await self._start(event)
                    case QuestionAccepted():
                        self._recorder.question_accepted(event)
        if not self.stream.text.strip():  # possible only if nothing is checked
            raise AttemptFailed("empty", "the model wrote nothing")
        self.stream.end()

    async def _start(self, started: WordingStarted) -> None:
        # The events wait for this: no text of a wording comes before its generation holds the turn.
        if started.refusal:
            async with self.changing:
                await self._replace(started.refusal, started)
        self._recorder.wording_started(started)
        self.stream.start(self._turn.ask)

    async def _replace(self, refusal: Refusal, started: WordingStarted) -> None:
        """End the refused wording's generation, and begin the next one's."""
        refused = self.stream
        self._log.warning("question refused", epoch=refused.epoch, flaw=refusal.flaw, detail=refusal.detail)
        await refused.replace()
        model = {
            **self._resources.backend.describe(),
            "sampling": asdict(started.sampling) if started.sampling else {},
        }
        self._recorder.question_refused(refusal)
        record = self._recorder.record(refused)
        if not await in_thread(jobs.ask_again)(self._turn, refusal, record, lease=self._resources.lease, model=model):
            raise TurnLost
        metrics.dropped(self._turn, Generation.Outcome.REFUSED, refusal.flaw)
        self.stream = GenerationStream(self._turn, self._resources)
        await refused.close()
