"""Speech by name. A new backend is one file here and one line in BACKENDS."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .base import Speech, SpeechError

if TYPE_CHECKING:
    from .speaker import Speaker

__all__ = ["BACKENDS", "Speech", "SpeechError", "make_speaker"]


def make_speaker(settings: Any) -> "Speaker | None":
    """One for a process. `settings` holds the TTS_* names of the site's; None where nothing is to be heard. It calls no
    server: one may come up later, and go away."""
    if not settings.TTS_BACKEND:
        return None
    from .speaker import Speaker

    backends = [BACKENDS[name](settings) for name in settings.TTS_BACKEND]
    return Speaker(backends, settings.TTS_VOICE, settings.TTS_FORMAT)


# Each is imported when it is chosen: a worker loads the library that it uses, and no other.


def _espeak(settings: Any) -> Speech:
    from .espeak import Espeak

    return Espeak()


def _fish(settings: Any) -> Speech:
    from .fish import Fish

    return Fish(settings.TTS_BASE_URL, settings.TTS_API_KEY, settings.TTS_MODEL, concurrency=settings.TTS_CONCURRENCY)


def _openai(settings: Any) -> Speech:
    from .openai import OpenAI

    return OpenAI(settings.TTS_BASE_URL, settings.TTS_API_KEY, settings.TTS_MODEL, concurrency=settings.TTS_CONCURRENCY)


BACKENDS: dict[str, Callable[[Any], Speech]] = {"espeak": _espeak, "fish": _fish, "openai": _openai}
