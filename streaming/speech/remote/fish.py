"""The backend `fish`: Fish Speech, self-hosted (`tools/api_server.py`) or hosted (api.fish.audio)."""

import re
from typing import Any
from urllib.parse import urlsplit

from ..base import Speech, SpeechError, clean
from ..sound import Sound
from .client import SpeechServer, bearer
from .wav import read_wav

HOSTED = "api.fish.audio"
HOSTED_MODEL = "s1"
SAMPLE_RATE = 44_100  # of the samples that it sends without a header
VOICE = re.compile(r"[A-Za-z0-9_ -]{1,255}")
SOUND_KINDS = ("audio/", "application/octet-stream")


class Fish(Speech):
    """A `voice` is the `reference_id` of a voice that the server knows.

    A self-hosted server works on one request at a time, and its health check waits in the same queue. So `concurrency`
    is 1, and sentences queue here.
    """

    name = "fish"

    def __init__(self, base_url: str, api_key: str = "", model: str = "", *, concurrency: int = 1) -> None:
        self.concurrency = concurrency
        self._hosted = urlsplit(base_url).hostname == HOSTED
        model = model or (HOSTED_MODEL if self._hosted else "")
        headers = bearer(api_key) | ({"model": model} if model else {})
        self._server = SpeechServer(base_url.removesuffix("/").removesuffix("/v1"), headers, concurrency)

    async def synthesize(self, text: str, language: str, voice: str = "") -> Sound:
        """Ignores `language`: the model recognizes it from the text."""
        answer = await self._server.post("/v1/tts", self._request(text, voice))
        if answer.body and not answer.kind.startswith(SOUND_KINDS):
            # Bare samples have no signature, so the error page of a proxy would be played as noise.
            raise SpeechError("Fish Speech answered with something other than sound. Check TTS_BASE_URL.")
        return read_wav(answer.body, headerless_rate=SAMPLE_RATE)

    async def aclose(self) -> None:
        await self._server.aclose()

    def _request(self, text: str, voice: str) -> dict[str, Any]:
        request: dict[str, Any] = {"text": clean(text), "format": "wav"}
        if voice:
            request["reference_id"] = checked(voice)
            if not self._hosted:
                request["use_memory_cache"] = "on"  # or else the reference is encoded again for every sentence
        return request


def checked(voice: str) -> str:
    """Return the voice, or raise SpeechError if it cannot be the id of a reference."""
    if not VOICE.fullmatch(voice):
        raise SpeechError(
            "a voice of Fish Speech is the id of a reference: letters, digits, spaces, - and _. Check TTS_VOICE.",
            refused=True,
        )
    return voice
