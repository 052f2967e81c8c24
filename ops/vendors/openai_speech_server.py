"""A scripted server of OpenAI's /audio/speech API, like Kokoro-FastAPI, which speaks in tones."""

import json
import struct
from dataclasses import replace

from streaming.speech.clip import wav_file

from .chat_server import Request
from .speech_server import LoopbackServer, ServerResponse, json_answer, sound_answer
from .tone import seconds_of, tone

MODEL = "kokoro"
SAMPLE_RATE = 24_000
UNKNOWN = 0xFFFFFFFF


class OpenAIServer(LoopbackServer):
    """Serves many requests at once. `streamed`: WAV headers give no length, as if sent before the sound was made."""

    def __init__(self, *, port: int = 0, delay_seconds: float = 0.0, api_key: str = "", streamed: bool = True) -> None:
        super().__init__(port=port, delay_seconds=delay_seconds)
        self.api_key, self.streamed = api_key, streamed
        self.spread_factor = 0.0  # the sound is sent while it is made, at this real-time factor

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def answer(self, request: Request) -> ServerResponse:
        if (request.method, request.path) != ("POST", "/v1/audio/speech"):
            return error(404, request)
        if self.api_key and request.headers.get("authorization") != f"Bearer {self.api_key}":
            return error(401, request)
        body = json.loads(request.body)
        if body.get("model") != MODEL:
            return error(404, request)
        if "/" in body.get("voice", "/") or len(body["input"]) > 4096 or body.get("response_format") != "wav":
            return error(400, request)
        reply = self.received(body["input"], body, request)
        await self.work(reply, body["input"])
        if reply.status != 200:
            return error(reply.status, request, reply.retry_after)
        wav = wav_file(tone(body["input"], SAMPLE_RATE), SAMPLE_RATE)
        answer = sound_answer(reply, without_sizes(wav) if self.streamed else wav)
        return replace(answer, spread_seconds=self.spread_factor * seconds_of(body["input"]))


def without_sizes(wav: bytes) -> bytes:
    """Return a WAV file with both lengths in its 44-byte header set to "unknown"."""
    unknown = struct.pack("<I", UNKNOWN)
    return wav[:4] + unknown + wav[8:40] + unknown + wav[44:]


def error(status: int, request: Request, retry_after: str = "") -> ServerResponse:
    quoted = f"{request.headers.get('authorization')} {request.body.decode()}"
    return json_answer(status, {"error": {"message": quoted, "type": "error", "code": None}}, retry_after)
