"""A speaker that says what a test scripts, at the time that the test chooses."""

import asyncio
from collections.abc import Sequence

from streaming.speech.base import SpeechError
from streaming.speech.clip import Clip, ClipPart


def clip(text: str, durations_ms: Sequence[int] = (1,)) -> Clip:
    parts = tuple(ClipPart(f"{text}#{number}".encode(), ms) for number, ms in enumerate(durations_ms))
    return Clip("audio/wav", 24_000, parts)


class ScriptedSpeaker:
    """`asked` is all that it was asked for, as (text, language, voice, final). A text in `held` waits for `release`."""

    def __init__(self, durations_ms: Sequence[int] = (1,)) -> None:
        self.durations_ms = durations_ms
        self.asked: list[tuple[str, str, str, bool]] = []
        self.held: dict[str, asyncio.Event] = {}
        self.broken: set[str] = set()
        self.dropped: list[str] = []

    def hold(self, text: str) -> None:
        self.held[text] = asyncio.Event()

    def release(self, text: str) -> None:
        self.held[text].set()

    async def clip(self, text: str, language: str, *, voice: str = "", final: bool = True) -> Clip:
        self.asked.append((text, language, voice, final))
        try:
            if text in self.held:
                await self.held[text].wait()
        except asyncio.CancelledError:
            self.dropped.append(text)
            raise
        if text in self.broken:
            raise SpeechError("the server is on fire")
        return clip(text, self.durations_ms)
