"""Which voices may be chosen: those of the first backend, because a voice's name means nothing to the others."""

import asyncio
from typing import Any

from .base import SpeechError

ANSWER_SECONDS = 3.0  # a page waits for it


def offered_voices(settings: Any, language: str) -> tuple[str, ...] | None:
    """Return the names for a language, the default first if there is one. None if the backend cannot tell.

    `settings` has the TTS_* settings as attributes. Asks the server of a self-hosted Fish Speech, and blocks meanwhile.
    """
    first = settings.TTS_BACKEND[0] if settings.TTS_BACKEND else ""
    if first == "kokoro":
        from .kokoro.voices import VOICES

        return VOICES.get(language, ())
    return asyncio.run(_of_fish(settings)) if first == "fish" else None


async def _of_fish(settings: Any) -> tuple[str, ...] | None:
    from .remote.fish import Fish

    fish = Fish(settings.TTS_BASE_URL, settings.TTS_API_KEY, settings.TTS_MODEL)
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            names = await fish.listed_voices()
    except (SpeechError, TimeoutError):
        return None
    finally:
        await fish.aclose()
    return None if names is None else tuple(sorted(names))
