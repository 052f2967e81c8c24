"""Says sentences: the first backend that is well, the next where it fails, nothing twice."""

import asyncio
from collections.abc import Mapping, Sequence

from streaming.circuit_breaker import Sleep
from streaming.tasks import spawn, stop

from . import metrics
from .base import Speech, SpeechError
from .cache import ClipCache
from .clip import Clip
from .lane import SpeechLane, Wanted

# How long a backend may take where another stands behind it: what is heard later than that seems broken.
PATIENCE_SECONDS = 4.0
CACHE_BYTES = 16 * 1024 * 1024


class Speaker:
    """`backends` in the order in which they are asked. `voices`: the name of a voice by language, "" for all others;
    it belongs to the first backend, as the voice of a call does, for a name means nothing to another one."""

    def __init__(
        self,
        backends: Sequence[Speech],
        voices: Mapping[str, str],
        format_name: str = "wav",
        *,
        sleep: Sleep = asyncio.sleep,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._lanes = [SpeechLane(speech, format_name, sleep) for speech in backends]
        self._voices, self._patience_seconds = voices, patience_seconds
        self._ready = ClipCache(CACHE_BYTES)
        self._under_way: dict[Wanted, Shared] = {}
        self._tasks: set[asyncio.Task[Clip | SpeechError]] = set()

    async def clip(self, text: str, language: str, *, voice: str = "", final: bool = True) -> Clip:
        """`text` is speakable; `final` is False where its sentence goes on behind it. Those who want the same at the
        same time share it; it is cancelled with the last of them. SpeechError where no backend has a sound for it."""
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
        """Whoever still waits for a clip gets a SpeechError."""
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
        """The error as a value: it is no fault of the task's."""
        try:
            return await self._first_clip(wanted)
        except SpeechError as error:
            return error

    async def _first_clip(self, wanted: Wanted) -> Clip:
        error = SpeechError("every speech backend is out of order", retryable=True)
        for lane, patience_seconds in zip(self._lanes, self._patience(), strict=True):
            # A voice that is refused, for a mistyped name, is no reason to be silent: then the backend's own.
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
        """None from a lane that is out of order, unless it has said the same before."""
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
        """The last one has no one behind it: late is better than never."""
        return [*[self._patience_seconds] * (len(self._lanes) - 1), None]


class Shared:
    """A clip under way, and how many wait for it."""

    def __init__(self, wanted: Wanted, task: "asyncio.Task[Clip | SpeechError]") -> None:
        self.wanted, self.task, self.waiting = wanted, task, 0

    def result(self) -> Clip:
        if self.task.cancelled():
            raise SpeechError("the speaker was closed", retryable=True)
        outcome = self.task.result()
        if isinstance(outcome, SpeechError):
            raise outcome
        return outcome
