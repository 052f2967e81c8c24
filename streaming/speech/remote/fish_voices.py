"""The voices that a self-hosted Fish Speech server knows.

The server answers an unknown `reference_id` with any voice. It also creates an empty reference of that name, which then
can no longer be added, and caches it. So a voice is looked up before it is sent.
"""

import json
import re

from ..base import SpeechError, UnknownVoiceError
from .client import SpeechServer

VOICE = re.compile(r"[A-Za-z0-9_ -]{1,255}")
LIST = "/v1/references/list"
AGAIN_SECONDS = 60.0  # until an unknown voice is looked up again: it may have been added


class FishVoices:
    """Asks for the list at the first use of a voice, and again for one that is not in it."""

    def __init__(self, server: SpeechServer) -> None:
        self._server = server
        self._known: frozenset[str] = frozenset()
        self._asked_at: float | None = None

    def check_form(self, voice: str) -> None:
        """Raise SpeechError if the voice cannot be the id of a reference."""
        if not VOICE.fullmatch(voice):
            raise UnknownVoiceError(
                "a voice of Fish Speech is the id of a reference: letters, digits, spaces, - and _. Check TTS_VOICE."
            )

    async def check(self, voice: str, now: float) -> None:
        """Raise SpeechError if the server does not know the voice. `now` is in seconds of any monotonic clock."""
        self.check_form(voice)
        if voice in self._known:
            return
        if self._asked_at is None or now - self._asked_at >= AGAIN_SECONDS:
            self._known = await self.listed()
            self._asked_at = now
        if voice not in self._known:
            known = ", ".join(sorted(self._known)[:20]) or "none"
            raise UnknownVoiceError(
                f"Fish Speech has no voice {voice!r}, so its default voice speaks. Add it there, or correct TTS_VOICE"
                f" or the voice's name of the position or interview. It has: {known}"
            )

    async def listed(self) -> frozenset[str]:
        """Ask the server for its voices."""
        # It answers in MessagePack unless it is asked for JSON.
        response = await self._server.get(LIST, {"Accept": "application/json"})
        try:
            ids = json.loads(response.body)["reference_ids"]
            return frozenset(id for id in ids if isinstance(id, str))
        except (ValueError, KeyError, TypeError) as error:
            raise SpeechError(
                "Fish Speech's list of voices cannot be read. Check TTS_BASE_URL.", refused=True
            ) from error
