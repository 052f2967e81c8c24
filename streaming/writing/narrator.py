"""Speaks one question: cuts its text as it comes, has each sentence synthesized at once, sends the sounds in order.

Nothing that writes the text waits for any of it.
"""

import asyncio
import base64
import logging
from collections.abc import Callable
from typing import NamedTuple

from streaming.sentences import Sentence, SentenceBuffer
from streaming.speech import metrics
from streaming.speech.base import SpeechError
from streaming.speech.clip import Clip
from streaming.speech.speaker import Speaker
from streaming.tasks import spawn, stop
from streaming.wire.events import Audio, AudioSkipped, Event, SentenceEvent

from .spoken import spoken

log = logging.getLogger(__name__)

# A sentence whose sound is not there so long after it came, or after the one before was heard, is passed over.
LATE_SECONDS = 8.0
# Sentences that are synthesized, or being so, and not yet sent. Enough that the next one is ready in time; few, so that
# an interview's tenth sentence does not stand in line before another's first, nor is made for a question that ends.
AHEAD = 3
# So much faster than it is heard is sound sent: text then finds room on a slow line.
PACE = 2.0


class Voice(NamedTuple):
    """`language` is ISO 639-1; `name` is one of the speech server's voices, "" for the site's."""

    language: str
    name: str = ""


class _Due(NamedTuple):
    """A sentence that is to be heard: the task ends with its clip, or with a word on why there is none."""

    sentence: int
    came_at: float
    sound: asyncio.Task[Clip | str]


class Narrator:
    """`feed` the text, `end` it, then wait until it is `finished`. Without a speaker it only tells the sentences.

    `put` takes its events. After `close` none comes any more.
    """

    def __init__(self, speaker: Speaker | None, put: Callable[[Event], None], turn: int, voice: Voice) -> None:
        self._speaker, self._put, self._turn, self._voice = speaker, put, turn, voice
        self._loop = asyncio.get_running_loop()
        self._buffer = SentenceBuffer(voice.language)
        self._held: asyncio.TimerHandle | None = None
        self._due: asyncio.Queue[_Due | None] = asyncio.Queue()
        self._ahead = asyncio.Semaphore(AHEAD)
        self._sounds: set[asyncio.Task[Clip | str]] = set()
        self._free_at = self._heard_at = self._loop.time()
        self._sender = spawn(self._send(), f"narrator {turn}")
        self.sentences = 0

    def feed(self, text: str) -> None:
        """More of the question, as it was published."""
        self._tell(self._buffer.feed(text, self._loop.time()))

    def end(self) -> int:
        """There is no more text: tell what is left. Returns how many sentences the question has."""
        self._tell(self._buffer.flush())
        self._due.put_nowait(None)
        return self.sentences

    async def finished(self) -> None:
        """Wait until every sentence's sound was sent or passed over."""
        await asyncio.wait([self._sender])

    async def close(self) -> None:
        """Drop what has not been sent."""
        self._hold(None)
        await stop(self._sender, *self._sounds)

    def _tell(self, sentences: list[Sentence]) -> None:
        for sentence in sentences:
            index, text, start, end, final = sentence.index, sentence.text, sentence.start, sentence.end, sentence.final
            self._put(SentenceEvent(turn=self._turn, index=index, text=text, start=start, end=end, final=final))
            self.sentences += 1
            if self._speaker:
                self._speak(self._speaker, sentence)
        self._hold(self._buffer.release_at)

    def _hold(self, until: float | None) -> None:
        """Look again when a boundary that only its next word could undo has waited long enough."""
        if self._held and self._held.when() != until:
            self._held.cancel()
            self._held = None
        if until is not None and self._held is None:
            self._held = self._loop.call_at(until, self._release)

    def _release(self) -> None:
        self._held = None
        self._tell(self._buffer.poll(self._loop.time()))

    def _speak(self, speaker: Speaker, sentence: Sentence) -> None:
        sound = spawn(self._sound(speaker, sentence), f"sentence {self._turn} {sentence.index}")
        self._sounds.add(sound)
        sound.add_done_callback(self._sounds.discard)
        self._due.put_nowait(_Due(sentence.index, self._loop.time(), sound))

    async def _sound(self, speaker: Speaker, sentence: Sentence) -> Clip | str:
        await self._ahead.acquire()
        text = spoken(sentence.text, self._voice.language)
        if not text:
            return "empty"
        try:
            return await speaker.clip(text, self._voice.language, voice=self._voice.name, final=sentence.final)
        except SpeechError as error:
            log.warning("turn %s, sentence %s has no sound: %s", self._turn, sentence.index, error)
            return "failed"

    async def _send(self) -> None:
        while due := await self._due.get():
            clip = await self._in_time(due)
            if isinstance(clip, Clip):
                await self._send_parts(due.sentence, clip)
            else:
                metrics.SKIPPED.labels(clip).inc()
                self._put(AudioSkipped(turn=self._turn, sentence=due.sentence, reason=clip))
            self._ahead.release()

    async def _in_time(self, due: _Due) -> Clip | str:
        deadline = max(due.came_at, self._heard_at) + LATE_SECONDS
        await asyncio.wait([due.sound], timeout=max(0, deadline - self._loop.time()))
        if due.sound.done() and not due.sound.cancelled():
            return "failed" if due.sound.exception() else due.sound.result()
        await stop(due.sound)
        log.warning("turn %s, sentence %s is late", self._turn, due.sentence)
        return "late"

    async def _send_parts(self, sentence: int, clip: Clip) -> None:
        for number, (data, duration_ms) in enumerate(clip.parts):
            await asyncio.sleep(self._free_at - self._loop.time())
            self._put(
                Audio(
                    turn=self._turn, sentence=sentence, part=number, last=number == len(clip.parts) - 1,
                    mime=clip.mime, sample_rate=clip.sample_rate, duration_ms=duration_ms,
                    data=base64.b64encode(data).decode(),
                )
            )  # fmt: skip
            now, seconds = self._loop.time(), duration_ms / 1000
            self._free_at = max(self._free_at, now) + seconds / PACE
            self._heard_at = max(self._heard_at, now) + seconds
