"""A speaker that says what a test scripts, at the time that the test chooses."""

import asyncio
from collections.abc import Sequence

from streaming.speech.base import SpeechError
from streaming.speech.clip import ClipPart
from streaming.speech.speech_queue import DryAt


def parts(text: str, durations_ms: Sequence[int] = (1,)) -> list[ClipPart]:
    last = len(durations_ms) - 1
    return [ClipPart(f"{text}#{number}".encode(), ms, number == last) for number, ms in enumerate(durations_ms)]


class ScriptedSpeaker:
    """`asked` is all that it was asked for, as (text, final). A text in `held` waits for `release`, one in `broken`
    fails, and one in `torn` fails after its first part. `dry_at` has the listener's need by text."""

    mime = "audio/wav"

    def __init__(self, durations_ms: Sequence[int] = (1,)) -> None:
        self.durations_ms = durations_ms
        self.voices: list[tuple[str, str, int | None]] = []
        self.asked: list[tuple[str, bool]] = []
        self.held: dict[str, asyncio.Event] = {}
        self.broken: set[str] = set()
        self.torn: set[str] = set()
        self.dropped: list[str] = []
        self.dry_at: dict[str, DryAt] = {}

    def hold(self, text: str) -> None:
        self.held[text] = asyncio.Event()

    def release(self, text: str) -> None:
        self.held[text].set()

    def voice(self, language: str, name: str = "", interview: int | None = None) -> "ScriptedVoice":
        self.voices.append((language, name, interview))
        return ScriptedVoice(self)


class ScriptedVoice:
    def __init__(self, speaker: ScriptedSpeaker) -> None:
        self._speaker = speaker
        self._takes: list[ScriptedTake] = []

    def say(self, text: str, *, final: bool, dry_at: DryAt) -> "ScriptedTake":
        self._speaker.asked.append((text, final))
        self._speaker.dry_at[text] = dry_at
        self._takes.append(ScriptedTake(self._speaker, text))
        return self._takes[-1]

    async def aclose(self) -> None:
        for take in self._takes:
            await take.aclose()


class ScriptedTake:
    def __init__(self, speaker: ScriptedSpeaker, text: str) -> None:
        self._speaker, self._text = speaker, text
        self._left = parts(text, speaker.durations_ms)

    async def part(self) -> ClipPart:
        if self._text in self._speaker.held:
            await self._speaker.held[self._text].wait()
        begun = len(self._left) < len(self._speaker.durations_ms)
        if self._text in self._speaker.broken or (begun and self._text in self._speaker.torn):
            raise SpeechError("the server is on fire")
        return self._left.pop(0)

    async def aclose(self) -> None:
        if self._left:
            self._speaker.dropped.append(self._text)
            self._left = []
