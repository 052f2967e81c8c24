"""Speaks questions: each by the first backend that works, and nothing twice."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import partial

from streaming.circuit_breaker import Sleep

from . import metrics
from .base import Speech, SpeechError
from .clip import FORMATS, Clip, ClipPart
from .lane import SpeechLane
from .pace import has_words
from .question_voice import Choice, QuestionVoice
from .recordings import Recordings

log = logging.getLogger(__name__)

MOST_REMEMBERED = 10_000  # interviews, and unknown voices
UNKNOWN_SECONDS = 600.0  # until the backend is asked again for a voice: it may have been added
REASONS = {"failed": "failed", "away": "is out of order or still loading", "behind": "lets listeners wait"}


class Speaker:
    """Chooses the voices of a process's questions, and makes their clips.

    An interview that another backend has stepped in for stays with that one. This is remembered here, so a worker that
    takes over begins with the first backend again.
    """

    def __init__(
        self,
        backends: Sequence[Speech],
        voices: Mapping[str, str],
        format_name: str = "wav",
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`backends` are in the order in which they are asked. `voices` has the name of a voice by language, under ""
        for all others. Like the voice of a call, it is for the first backend: its name means nothing to the others.
        `format_name` is a key of clip.FORMATS."""
        last = len(backends) - 1
        self._lanes = [
            SpeechLane(speech, format_name, is_last=place == last, sleep=sleep) for place, speech in enumerate(backends)
        ]
        self._voices = voices
        self._recordings = Recordings()
        self._places: OrderedDict[int, int] = OrderedDict()  # by interview, if it is not the first
        self._unknown: OrderedDict[tuple[str, str], float] = OrderedDict()  # until when, by language and name
        self.mime = FORMATS[format_name].mime

    def voice(self, language: str, name: str = "", interview: int | None = None) -> QuestionVoice:
        """Choose the voice of a question. `name` is one of the first backend's voices, "" for the site's default.

        `language` is ISO 639-1. `interview` is the interview whose question it is.
        """
        known = self._places.get(interview, 0) if interview is not None else 0
        place, reason = self._choose(known)
        if place != known:
            self._fell(interview, reason, known, place)
        name = name or self._voices.get(language) or self._voices.get("", "")
        if self._unknown.get((language, name), 0.0) > asyncio.get_running_loop().time():
            name = ""
        choice = Choice(place, "" if place else name)
        fell, unknown = partial(self._fell, interview, "failed"), partial(self._note_unknown, language)
        return QuestionVoice(self._lanes, self._recordings, language, choice, fell, unknown)

    async def clip(self, text: str, language: str, *, voice: str = "") -> Clip:
        """Return the clip of a text that `spoken` has prepared. Raise SpeechError if no backend has a sound for it."""
        if not has_words(text):
            raise SpeechError("there is nothing to say", refused=True)
        speaking = self.voice(language, voice)
        take = speaking.say(text, final=True, dry_at=asyncio.get_running_loop().time)
        parts: list[ClipPart] = []
        try:
            while not (parts and parts[-1].last):
                parts.append(await take.part())
        finally:
            await speaking.aclose()
        return Clip(self.mime, tuple(parts))

    async def load(self) -> None:
        """Wait until every backend can speak, or never will. A worker does not wait: another one steps in."""
        for lane in self._lanes:
            await lane.load()

    async def aclose(self) -> None:
        """Close all backends. Callers that still wait get a SpeechError."""
        await self._recordings.aclose()
        for lane in self._lanes:
            await lane.aclose()

    def _note_unknown(self, language: str, name: str, error: SpeechError) -> None:
        """Have the default voice speak instead from now on, and say so once."""
        if (language, name) not in self._unknown:
            log.warning("the default voice speaks instead of an unknown one: %s", error)
        self._unknown[language, name] = asyncio.get_running_loop().time() + UNKNOWN_SECONDS
        self._unknown.move_to_end((language, name))
        while len(self._unknown) > MOST_REMEMBERED:
            self._unknown.popitem(last=False)

    def _choose(self, known: int) -> tuple[int, str]:
        """Return the place of the backend for a question, and why it is not the known one."""
        able = [place for place in range(known, len(self._lanes)) if self._lanes[place].can_speak]
        if not able:
            return known, ""
        quick = [place for place in able if not self._lanes[place].is_behind]
        place = (quick or able)[0]
        return place, "behind" if known in able else "away"

    def _fell(self, interview: int | None, reason: str, known: int, place: int) -> None:
        """Announce that another backend speaks from now on, and remember it."""
        old, new = self._lanes[known].name, self._lanes[place].name
        metrics.FALLBACKS.labels(old, reason).inc()
        if interview is None:
            return
        log.warning("%s speaks for the rest of interview %s: %s %s", new, interview, old, REASONS[reason])
        self._places[interview] = place
        self._places.move_to_end(interview)
        while len(self._places) > MOST_REMEMBERED:
            self._places.popitem(last=False)
