"""Speaks one question: cuts its text into sentences as it arrives, has each synthesized at once, sends audio in order.

Nothing that writes the text waits for any of this.
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

# A sentence is skipped if it has no audio this long after its text arrived, or after the sentence before was heard.
LATE_SECONDS = 8.0
# Sentences that may be synthesized before they can be sent: enough for the next one to be ready in time, and few, so
# that one interview's tenth sentence does not delay another's first, and little is made for a question that is stopped.
AHEAD = 3
# Audio is sent at this multiple of real time at most, so that text finds room on a slow connection.
PACE = 2.0


class Voice(NamedTuple):
    """`language` is ISO 639-1. `name` is one of the speech backend's voices, "" for the site's default."""

    language: str
    name: str = ""


class _Due(NamedTuple):
    """A sentence whose audio is due: the task returns its clip, or the reason why there is none."""

    sentence: int
    came_at: float
    sound: asyncio.Task[Clip | str]


class Narrator:
    """Turns the text of one question into `sentence`, `audio` and `audio.skipped` events.

    `feed` it the text, `end` it, then await `finished`. Await `close` in any case.
    """

    def __init__(self, speaker: Speaker | None, put: Callable[[Event], None], turn: int, voice: Voice) -> None:
        """`put` is called with each event, and must not block. Without a speaker there are only `sentence` events."""
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
        """Take more of the question's text, as it was published."""
        self._tell(self._buffer.feed(text, self._loop.time()))

    def end(self) -> int:
        """Note the end of the text: put the remaining sentences. Return how many the question has."""
        self._tell(self._buffer.flush())
        self._due.put_nowait(None)
        return self.sentences

    async def finished(self) -> None:
        """Wait until the audio of every sentence was sent or skipped."""
        await asyncio.wait([self._sender])

    async def close(self) -> None:
        """Drop what has not been sent; no event comes any more. May be called again."""
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
        """Look again when a boundary that only the next word could undo has waited long enough."""
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
