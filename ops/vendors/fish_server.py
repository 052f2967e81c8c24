"""A scripted copy of Fish Speech's API server (`tools/api_server.py`), which speaks in tones."""

import asyncio
import json
import re
from typing import Any

from streaming.speech.clip import wav_file

from .chat_server import Request
from .speech_server import LoopbackServer, ServerResponse, SpeechReply, json_answer, sound_answer
from .tone import tone

SAMPLE_RATE = 44_100
VOICES = ("haneul", "4b1c-bora", "4b1c-korean voice_2")
ERRORS = {400: "Bad Request", 401: "Unauthorized", 415: "Unsupported Media Type", 500: "Internal Server Error"}


class FishServer(LoopbackServer):
    """Synthesizes one sentence at a time, which takes `delay_seconds`; health checks wait for it.

    Like the real server, it finishes a sentence even if the client has disconnected. `headerless`: sends samples
    without a WAV header even if streaming was not requested.
    """

    def __init__(
        self, *, port: int = 0, delay_seconds: float = 0.0, api_key: str = "", headerless: bool = False
    ) -> None:
        super().__init__(port=port, delay_seconds=delay_seconds)
        self.api_key, self.headerless = api_key, headerless
        self.voices = set(VOICES)
        self.empty_voices: set[str] = set()  # which it created because somebody asked for them
        self.lists = 0
        self._engine = asyncio.Lock()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def answer(self, request: Request) -> ServerResponse:
        if self.api_key and request.headers.get("authorization") != f"Bearer {self.api_key}":
            return error(401, request)
        match (request.method, request.path):
            case ("GET" | "POST", "/v1/health"):
                return await self._health()
            case ("GET", "/v1/references/list"):
                return self._list(request)
            case ("POST", "/v1/tts"):
                return await self._tts(request)
        return error(404, request)

    async def _health(self) -> ServerResponse:
        async with self._engine:
            return json_answer(200, {"status": "ok"})

    def _list(self, request: Request) -> ServerResponse:
        self.lists += 1
        if request.headers.get("accept") != "application/json":
            return ServerResponse(body=b"\x81\xa7success\xc3", kind="application/msgpack")
        ids = sorted(self.voices | self.empty_voices)
        return json_answer(200, {"success": True, "reference_ids": ids, "message": "Success"})

    async def _tts(self, request: Request) -> ServerResponse:
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return error(415, request)
        body = json.loads(request.body)
        if wrong := wrong_fields(body):
            return json_answer(422, [{"loc": [name], "msg": f"wrong: {body.get(name)!r}"} for name in wrong])
        if body.get("format", "wav") not in ("wav", "mp3"):
            return error(500, request)
        if (voice := body.get("reference_id")) and voice not in self.voices:
            self.empty_voices.add(voice)
        reply = self.received(body["text"], body, request)
        async with self._engine:
            await self.work(reply, body["text"])
        if reply.status != 200:
            return error(reply.status, request, reply)
        return sound_answer(reply, self._sound(body))

    def _sound(self, body: dict[str, Any]) -> bytes:
        samples = tone(body["text"], SAMPLE_RATE)
        if self.headerless or body.get("streaming"):
            return samples.astype("<i2").tobytes()
        return wav_file(samples, SAMPLE_RATE)


def wrong_fields(body: dict[str, Any]) -> list[str]:
    """Return the names of the fields whose values Fish Speech rejects."""
    checks = {
        "text": isinstance(body.get("text"), str),
        "reference_id": bool(re.fullmatch(r"[A-Za-z0-9\-_ ]{1,255}", body.get("reference_id") or "none")),
        "use_memory_cache": body.get("use_memory_cache", "off") in ("on", "off"),
        "streaming": isinstance(body.get("streaming", False), bool),
    }
    return [name for name, right in checks.items() if not right]


def error(status: int, request: Request, reply: SpeechReply | None = None) -> ServerResponse:
    """Return an error that quotes the request, as a careless server does."""
    quoted = f"{request.headers.get('authorization')} {request.body.decode()}"
    body = {"statusCode": status, "message": quoted, "error": ERRORS.get(status, "Error")}
    return json_answer(status, body, reply.retry_after if reply else "")
