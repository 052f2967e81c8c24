"""Speaks one question: cuts its text into sentences as it arrives, has each synthesized at once, sends audio in order.

Nothing that writes the text waits for any of this.
"""

import asyncio
import base64
import itertools
import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from streaming.sentences import Sentence, SentenceBuffer
from streaming.sentences.script import speech_seconds
from streaming.speech import metrics
from streaming.speech.base import SpeechError
from streaming.speech.pace import has_words, patience_seconds
from streaming.speech.question_voice import Take
from streaming.speech.sound import SAMPLE_RATE
from streaming.speech.speaker import Speaker
from streaming.tasks import spawn, stop
from streaming.wire.events import Audio, AudioSkipped, Event, SentenceEvent

from .spoken import STANDARD, Readings, spoken

log = logging.getLogger(__name__)

# A sentence is skipped if it has no audio this long after the time that a backend may take, which counts from when its
# text arrived, or from when the sentence before was heard. Another backend can step in meanwhile.
LATE_SECONDS = 4.0
# Sentences that may be synthesized before they can be sent: enough for the next one to be ready in time, and few, so
# that one interview's tenth sentence does not delay another's first, and little is made for a question that is stopped.
AHEAD = 3
# Audio is sent at this multiple of real time at most, so that text finds room on a slow connection.
PACE = 2.0


class Voice(NamedTuple):
    """`language` is ISO 639-1. `name` is one of the speech backend's voices, "" for the site's default.

    `interview` is for the speaker, which remembers who speaks in an interview. `readings` are how names are said.
    """

    language: str
    name: str = ""
    interview: int | None = None
    readings: Readings = STANDARD


class _Piece:
    """A sentence whose audio is due. It has a take once it is being made."""

    def __init__(self, sentence: Sentence, text: str, came_at: float) -> None:
        self.index, self.text, self.final, self.came_at = sentence.index, text, sentence.final, came_at
        self.seconds = speech_seconds(text) if text else 0.0  # that are still to be heard
        self.take: Take | None = None


class Narrator:
    """Turns the text of one question into `sentence`, `audio` and `audio.skipped` events.

    `feed` it the text, `end` it, then await `finished`. Await `close` in any case.
    """

    def __init__(self, speaker: Speaker | None, put: Callable[[Event], None], turn: int, voice: Voice) -> None:
        """`put` is called with each event, and must not block. Without a speaker there are only `sentence` events."""
        self._put, self._turn = put, turn
        self._language, self._readings = voice.language, voice.readings
        self._voice = speaker.voice(voice.language, voice.name, voice.interview) if speaker else None
        self._mime = speaker.mime if speaker else ""
        self._loop = asyncio.get_running_loop()
        self._buffer = SentenceBuffer(voice.language)
        self._held: asyncio.TimerHandle | None = None
        self._due: deque[_Piece] = deque()
        self._moved = asyncio.Event()
        self._ended = False
        self._free_at = self._heard_at = self._loop.time()
        self._sender = spawn(self._send(), f"narrator {turn}")
        self.sentences = 0

    def feed(self, text: str) -> None:
        """Take more of the question's text, as it was published."""
        self._tell(self._buffer.feed(text, self._loop.time()))

    def end(self) -> int:
        """Note the end of the text: put the remaining sentences. Return how many the question has."""
        self._tell(self._buffer.flush(self._loop.time()))
        self._ended = True
        self._moved.set()
        return self.sentences

    async def finished(self) -> None:
        """Wait until the audio of every sentence was sent or skipped."""
        await asyncio.wait([self._sender])

    async def close(self) -> None:
        """Drop what has not been sent; no event comes any more. May be called again."""
        self._hold(None)
        await stop(self._sender)
        if self._voice:
            await self._voice.aclose()

    def _tell(self, sentences: list[Sentence]) -> None:
        for sentence in sentences:
            index, text, start, end, final = sentence.index, sentence.text, sentence.start, sentence.end, sentence.final
            self._put(SentenceEvent(turn=self._turn, index=index, text=text, start=start, end=end, final=final))
            self.sentences += 1
            if self._voice:
                self._speak(sentence)
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

    def _speak(self, sentence: Sentence) -> None:
        text = spoken(sentence.text, self._language, self._readings)
        self._due.append(_Piece(sentence, text if has_words(text) else "", self._loop.time()))
        self._make_next()
        self._moved.set()

    def _make_next(self) -> None:
        for piece in itertools.islice(self._due, AHEAD):
            if self._voice and piece.text and not piece.take:
                piece.take = self._voice.say(piece.text, final=piece.final, dry_at=partial(self._dry_at, piece))

    def _dry_at(self, piece: _Piece) -> float:
        """Return when the listener will have heard everything before the piece."""
        before = itertools.takewhile(lambda each: each is not piece, self._due)
        return self._heard_at + sum(each.seconds for each in before)

    async def _send(self) -> None:
        while piece := await self._next():
            if reason := await self._send_piece(piece):
                metrics.SKIPPED.labels(reason).inc()
                self._put(AudioSkipped(turn=self._turn, sentence=piece.index, reason=reason))
            self._due.popleft()
            self._make_next()
            self._note_listener()

    async def _next(self) -> _Piece | None:
        while not self._due and not self._ended:
            self._moved.clear()
            await self._moved.wait()
        return self._due[0] if self._due else None

    async def _send_piece(self, piece: _Piece) -> str:
        """Send the parts of a piece. Return why it has no sound, or not all of it; "" if it has."""
        if piece.take is None:
            return "empty"
        try:
            await self._send_parts(piece, piece.take)
        except TimeoutError:
            log.warning("turn %s, sentence %s is late", self._turn, piece.index)
            await piece.take.aclose()
            return "late"
        except SpeechError as error:
            log.warning("turn %s, sentence %s has no sound: %s", self._turn, piece.index, error)
            return "failed"
        return ""

    async def _send_parts(self, piece: _Piece, take: Take) -> None:
        limit_seconds = patience_seconds(piece.text) + LATE_SECONDS
        for number in itertools.count():
            async with asyncio.timeout_at(max(piece.came_at, self._heard_at) + limit_seconds):
                part = await take.part()
            await asyncio.sleep(self._free_at - self._loop.time())
            self._put(
                Audio(
                    turn=self._turn, sentence=piece.index, part=number, last=part.last, mime=self._mime,
                    sample_rate=SAMPLE_RATE, duration_ms=part.duration_ms, data=base64.b64encode(part.data).decode(),
                )
            )  # fmt: skip
            self._note_sent(piece, part.duration_ms / 1000)
            if part.last:
                return

    def _note_sent(self, piece: _Piece, seconds: float) -> None:
        now = self._loop.time()
        self._free_at = max(self._free_at, now) + seconds / PACE
        self._heard_at = max(self._heard_at, now) + seconds
        piece.seconds = max(0.0, piece.seconds - seconds)
        self._note_listener()

    def _note_listener(self) -> None:
        """Tell the buffer until when there is something to hear, so that it cuts off a clause before that."""
        self._buffer.haste.dry_at = max(self._heard_at, self._loop.time()) + sum(each.seconds for each in self._due)
        self._hold(self._buffer.release_at)
