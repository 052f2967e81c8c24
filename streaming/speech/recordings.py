"""Clips that are being made or were made lately: what several interviews say is synthesized once."""

import asyncio
import itertools
import math
from collections import OrderedDict
from collections.abc import AsyncGenerator, Hashable, Sequence
from typing import NamedTuple

from streaming.tasks import spawn, stop

from . import metrics
from .base import SpeechError
from .clip import ClipPart
from .lane import SpeechLane, Wanted
from .speech_queue import DryAt
from .tape import Tape

CACHE_BYTES = 16 * 1024 * 1024
Parts = Sequence[ClipPart]


class ClipCache:
    """Least recently used, bounded by the bytes of its clips."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._clips: OrderedDict[Hashable, Parts] = OrderedDict()

    def get(self, key: Hashable) -> Parts | None:
        """Return the clip of that key, None if it is not kept."""
        clip = self._clips.get(key)
        if clip:
            self._clips.move_to_end(key)
        return clip

    def put(self, key: Hashable, clip: Parts) -> None:
        """Keep a clip, and drop the least recently used ones that no longer fit."""
        replaced = self._clips.pop(key, ())
        self._bytes += _size(clip) - _size(replaced)
        self._clips[key] = clip
        while self._bytes > self._most_bytes:
            _, oldest = self._clips.popitem(last=False)
            self._bytes -= _size(oldest)


class _Key(NamedTuple):
    lane: SpeechLane
    wanted: Wanted


class Recordings:
    """Clips by backend and text. Callers that want the same at the same time share one synthesis."""

    def __init__(self) -> None:
        self._ready = ClipCache(CACHE_BYTES)
        self._under_way: dict[_Key, _Recording] = {}

    async def parts(self, lane: SpeechLane, wanted: Wanted, dry_at: DryAt) -> AsyncGenerator[ClipPart, None]:
        """Yield the parts of a clip as they are made. Raise SpeechError if there are none, or no more.

        A synthesis is cancelled with the last caller that waits for it, so close the iterator (`aclosing`).
        """
        key = _Key(lane, wanted)
        if ready := self._ready.get(key):
            metrics.CLIPS.labels(lane.name, "cached").inc()
            for part in ready:
                yield part
            return
        recording = self._under_way.get(key) or self._begin(key)
        recording.readers.append(dry_at)
        try:
            for index in itertools.count():
                part = await recording.tape.part(index)
                yield part
                if part.last:
                    return
        finally:
            recording.readers.remove(dry_at)
            if not recording.readers:
                self._leave(key, recording)

    async def aclose(self) -> None:
        """Cancel what is under way. Callers that still wait get a SpeechError."""
        await stop(*(recording.task for recording in self._under_way.values()))

    def _begin(self, key: _Key) -> "_Recording":
        recording = self._under_way[key] = _Recording()
        recording.task = spawn(self._record(key, recording), "speech")
        return recording

    async def _record(self, key: _Key, recording: "_Recording") -> None:
        error = SpeechError("the speaker was closed", retryable=True)
        try:
            await key.lane.record(key.wanted, recording.dry_at, recording.tape.put)
            self._ready.put(key, recording.tape.parts)
        except SpeechError as failure:
            error = failure
        finally:
            recording.tape.fail(error)  # changes nothing for a clip that is whole
            self._forget(key, recording)

    def _leave(self, key: _Key, recording: "_Recording") -> None:
        self._forget(key, recording)
        if recording.task:
            recording.task.cancel()

    def _forget(self, key: _Key, recording: "_Recording") -> None:
        if self._under_way.get(key) is recording:
            del self._under_way[key]


class _Recording:
    """A synthesis under way, and those who wait for it."""

    def __init__(self) -> None:
        self.tape = Tape()
        self.readers: list[DryAt] = []
        self.task: asyncio.Task[None] | None = None

    def dry_at(self) -> float:
        """Return when the first of its readers has nothing left to hear."""
        return min((dry_at() for dry_at in self.readers), default=math.inf)


def _size(clip: Parts) -> int:
    return sum(len(part.data) for part in clip)
