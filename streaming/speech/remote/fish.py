"""The backend `fish`: Fish Speech, self-hosted (`tools/api_server.py`) or hosted (api.fish.audio)."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any
from urllib.parse import urlsplit

from ..base import Speech, SpeechError, clean
from ..sound import Sound
from .client import SpeechServer, bearer
from .fish_voices import FishVoices
from .wav import WavReader, read_wav

HOSTED = "api.fish.audio"
HOSTED_MODEL = "s2.1-pro"
SAMPLE_RATE = 44_100  # of the samples that it sends without a header
SOUND_KINDS = ("audio/", "application/octet-stream")
# The model obeys these instead of saying them: special tokens (a text before <|speaker:1|> is dropped), and the square
# brackets of S2's directions.
_TOKEN = re.compile(r"<\|.*?\|>|<\||\|>", re.DOTALL)
_BRACKETS = str.maketrans("[]", "  ")


class Fish(Speech):
    """A `voice` is the `reference_id` of a voice that the server knows.

    A self-hosted server works on one request at a time. So `concurrency` is 1, and sentences queue here.
    """

    name = "fish"

    def __init__(self, base_url: str, api_key: str = "", model: str = "", *, concurrency: int = 1) -> None:
        self.concurrency = concurrency
        # A self-hosted server makes a sentence whole before it sends it, also with `streaming`.
        self.streams = self._hosted = urlsplit(base_url).hostname == HOSTED
        model = model or (HOSTED_MODEL if self._hosted else "")
        headers = bearer(api_key) | ({"model": model} if model else {})
        self._server = SpeechServer(base_url.removesuffix("/").removesuffix("/v1"), headers, concurrency)
        self._voices = FishVoices(self._server)

    async def synthesize(self, text: str, language: str, voice: str = "") -> Sound:
        """Ignores `language`: the model recognizes it from the text."""
        answer = await self._server.post("/v1/tts", await self._request(text, voice))
        if answer.body and not answer.kind.startswith(SOUND_KINDS):
            # Bare samples have no signature, so the error page of a proxy would be played as noise.
            raise SpeechError("Fish Speech answered with something other than sound. Check TTS_BASE_URL.")
        return read_wav(answer.body, headerless_rate=SAMPLE_RATE)

    async def stream(self, text: str, language: str, voice: str = "") -> AsyncGenerator[Sound, None]:
        reader = WavReader(headerless_rate=SAMPLE_RATE)
        request = await self._request(text, voice)
        async with aclosing(self._server.stream("/v1/tts", request, SOUND_KINDS)) as pieces:
            async for piece in pieces:
                if sound := reader.feed(piece):
                    yield sound
        reader.finish()

    async def listed_voices(self) -> frozenset[str] | None:
        """Return the names of the server's voices; None if it is the hosted service, which has too many to list."""
        return None if self._hosted else await self._voices.listed()

    async def aclose(self) -> None:
        await self._server.aclose()

    async def _request(self, text: str, voice: str) -> dict[str, Any]:
        request: dict[str, Any] = {"text": plain(text), "format": "wav"}
        if self._hosted:
            request["latency"] = "low"  # self-hosted servers refuse this value
        if voice:
            request["reference_id"] = voice
            await self._check(voice)
            if not self._hosted:
                request["use_memory_cache"] = "on"  # or else the reference is encoded again for every sentence
        return request

    async def _check(self, voice: str) -> None:
        if self._hosted:
            self._voices.check_form(voice)
        else:
            await self._voices.check(voice, asyncio.get_running_loop().time())


def plain(text: str) -> str:
    """Return the text without what the model would obey."""
    said = _TOKEN.sub(" ", clean(text)).translate(_BRACKETS)  # a space for each, so that no new token forms
    if not any(char.isalnum() for char in said):
        raise SpeechError("there is nothing to say", refused=True)
    return said
