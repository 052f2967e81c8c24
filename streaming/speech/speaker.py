"""Speaks sentences: by the first backend that works, by the next one if it fails, and nothing twice."""

import asyncio
from collections.abc import Mapping, Sequence

from streaming.circuit_breaker import Sleep
from streaming.tasks import spawn, stop

from . import metrics
from .base import Speech, SpeechError
from .cache import ClipCache
from .clip import Clip
from .lane import SpeechLane, Wanted

# How long a backend may take if there is another one: speech that is later than this seems broken.
PATIENCE_SECONDS = 4.0
CACHE_BYTES = 16 * 1024 * 1024


class Speaker:
    """Makes clips of sentences, with a cache, by several backends."""

    def __init__(
        self,
        backends: Sequence[Speech],
        voices: Mapping[str, str],
        format_name: str = "wav",
        *,
        sleep: Sleep = asyncio.sleep,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        """`backends` are in the order in which they are asked. `voices` has the name of a voice by language, under ""
        for all others. Like the voice of a call, it is for the first backend: its name means nothing to the others.
        `format_name` is a key of clip.FORMATS."""
        self._lanes = [SpeechLane(speech, format_name, sleep) for speech in backends]
        self._voices, self._patience_seconds = voices, patience_seconds
        self._ready = ClipCache(CACHE_BYTES)
        self._under_way: dict[Wanted, Shared] = {}
        self._tasks: set[asyncio.Task[Clip | SpeechError]] = set()

    async def clip(self, text: str, language: str, *, voice: str = "", final: bool = True) -> Clip:
        """Return the clip of a text that `spoken` has prepared. Raise SpeechError if no backend has a sound for it.

        `final` is False for a clause whose sentence goes on. Callers that want the same at the same time share one
        synthesis, which is cancelled with the last of them.
        """
        if not any(char.isalnum() for char in text):
            raise SpeechError("there is nothing to say", refused=True)
        voice = voice or self._voices.get(language) or self._voices.get("", "")
        shared = self._share(Wanted(text, language, voice, final))
        shared.waiting += 1
        try:
            await asyncio.wait([shared.task])
        finally:
            shared.waiting -= 1
            if not shared.waiting:
                self._leave(shared)
        return shared.result()

    async def aclose(self) -> None:
        """Close all backends. Callers that still wait get a SpeechError."""
        await stop(*self._tasks)
        for lane in self._lanes:
            await lane.aclose()

    def _share(self, wanted: Wanted) -> "Shared":
        shared = self._under_way.get(wanted)
        if shared is None:
            task = spawn(self._outcome(wanted), "speech")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            shared = self._under_way[wanted] = Shared(wanted, task)
        return shared

    def _leave(self, shared: "Shared") -> None:
        self._under_way.pop(shared.wanted, None)
        shared.task.cancel()

    async def _outcome(self, wanted: Wanted) -> Clip | SpeechError:
        """Return an error as a value, because it is not a failure of the task."""
        try:
            return await self._first_clip(wanted)
        except SpeechError as error:
            return error

    async def _first_clip(self, wanted: Wanted) -> Clip:
        error = SpeechError("every speech backend is out of order", retryable=True)
        for lane, patience_seconds in zip(self._lanes, self._patience(), strict=True):
            # If the voice is refused, as a mistyped name is, the backend's default voice speaks.
            for voice in dict.fromkeys((wanted.voice, "")):
                try:
                    clip = await self._said(lane, wanted._replace(voice=voice), patience_seconds)
                except SpeechError as failure:
                    error = failure
                    if not failure.refused:
                        break
                else:
                    if clip:
                        return clip
            wanted = wanted._replace(voice="")
        raise error

    async def _said(self, lane: SpeechLane, wanted: Wanted, patience_seconds: float | None) -> Clip | None:
        """Return None if the lane is out of order, unless the clip is in the cache."""
        key = (lane.name, wanted)
        if ready := self._ready.get(key):
            metrics.CLIPS.labels(lane.name, "cached").inc()
            return ready
        if not lane.circuit.closed:
            return None
        clip = await lane.clip(wanted, patience_seconds)
        self._ready.put(key, clip)
        return clip

    def _patience(self) -> list[float | None]:
        """Return each lane's limit. The last one has none: late is better than never."""
        return [*[self._patience_seconds] * (len(self._lanes) - 1), None]


class Shared:
    """A clip that is being made, and how many callers wait for it."""

    def __init__(self, wanted: Wanted, task: "asyncio.Task[Clip | SpeechError]") -> None:
        self.wanted, self.task, self.waiting = wanted, task, 0

    def result(self) -> Clip:
        if self.task.cancelled():
            raise SpeechError("the speaker was closed", retryable=True)
        outcome = self.task.result()
        if isinstance(outcome, SpeechError):
            raise outcome
        return outcome
