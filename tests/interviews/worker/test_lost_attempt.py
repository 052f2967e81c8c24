"""An attempt whose turn another worker has taken: it ends there, without a voice and without drafts."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from interviews.llm.sampling import Sampling
from interviews.worker.attempt import Attempt
from interviews.worker.errors import TurnLost
from interviews.worker.resources import WorkerResources
from interviews.worker.worker import Worker


class Drafts:
    """Notes which interviews' drafts would be read."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []

    def begin(self, interview: int, turn: int) -> None:
        self.begun.append((interview, turn))


class EmptyLog:
    """A log that nothing is written to."""

    async def cancel_turn(self, interview_id: int) -> int:
        return 0


class HeldAttempt(Attempt):
    """An attempt that asks no model, and keeps its turn."""

    async def _run(self) -> None:
        pass

    async def speak_out(self) -> None:
        await self._stream.close()


class LostAttempt(HeldAttempt):
    async def _run(self) -> None:
        raise TurnLost


@pytest.mark.parametrize(("kind", "holds"), [(HeldAttempt, True), (LostAttempt, False)])
async def test_only_an_attempt_that_still_has_its_turn_goes_on_to_drafts_and_voice(
    kind: type[HeldAttempt], holds: bool
) -> None:
    interview = SimpleNamespace(pk=7, voice=False, language="en", speaking_voice="", asks_a_model=True)
    generation = SimpleNamespace(pk=3, attempt=1)
    turn: Any = SimpleNamespace(
        interview=interview, interview_id=7, number=2, generation=generation, queued_at=timezone.now(), request_id=""
    )
    nothing: Any = SimpleNamespace()
    log: Any = EmptyLog()
    drafts: Any = Drafts()
    resources = WorkerResources(backend=nothing, speaker=None, log=log, lease=timedelta(hours=1))
    worker = Worker(resources, nothing, "", concurrency=1, grace_seconds=1, drafts=drafts)
    await worker.ask(kind(turn, resources, Sampling()), turn)
    speaking = [task for task in asyncio.all_tasks() if task.get_name() == "speaking"]
    await asyncio.gather(*speaking)
    assert (drafts.begun, len(speaking)) == (([(7, 2)], 1) if holds else ([], 0))
