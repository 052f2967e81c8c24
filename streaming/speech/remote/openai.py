"""The backend `openai`: any server of OpenAI's /audio/speech (Kokoro-FastAPI, speaches, vLLM-omni, OpenAI itself)."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from ..base import Speech, SpeechError, clean
from ..sound import Sound
from .client import SpeechServer, bearer
from .wav import WavReader, read_wav

PATH = "/audio/speech"
DEFAULT_VOICE = "alloy"  # the field is required; other servers know this name, too
MOST_CHARACTERS = 4096


class OpenAI(Speech):
    """`base_url` is what OpenAI's clients take; most end in /v1."""

    name = "openai"
    streams = True  # OpenAI, Kokoro-FastAPI and others send the WAV while they make it

    def __init__(self, base_url: str, api_key: str = "", model: str = "", *, concurrency: int = 4) -> None:
        self.concurrency, self._model = concurrency, model
        self._server = SpeechServer(base_url, bearer(api_key), concurrency)

    async def synthesize(self, text: str, language: str, voice: str = "") -> Sound:
        """Ignores `language`: the voice or the model decides which languages are spoken well."""
        return read_wav((await self._server.post(PATH, self._request(text, voice))).body)

    async def stream(self, text: str, language: str, voice: str = "") -> AsyncGenerator[Sound, None]:
        reader = WavReader()
        async with aclosing(self._server.stream(PATH, self._request(text, voice))) as pieces:
            async for piece in pieces:
                if sound := reader.feed(piece):
                    yield sound
        reader.finish()

    def _request(self, text: str, voice: str) -> dict[str, str]:
        if len(text) > MOST_CHARACTERS:
            raise SpeechError(f"OpenAI's API takes at most {MOST_CHARACTERS} characters per sentence.", refused=True)
        return {
            "model": self._model,
            "input": clean(text),
            "voice": clean(voice) or DEFAULT_VOICE,
            "response_format": "wav",
        }

    async def aclose(self) -> None:
        await self._server.aclose()
