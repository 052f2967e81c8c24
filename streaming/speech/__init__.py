"""Speech backends by name. To add one, write one file here and one line in BACKENDS."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .base import Speech, SpeechError
from .offers import offered_voices

if TYPE_CHECKING:
    from .speaker import Speaker

__all__ = ["BACKENDS", "Speech", "SpeechError", "make_speaker", "offered_voices"]


def make_speaker(settings: Any, format_name: str = "") -> "Speaker | None":
    """Make the speaker of a process, None if TTS_BACKEND is empty.

    `settings` has the TTS_* settings as attributes. `format_name` is a key of clip.FORMATS, "" for TTS_FORMAT. No
    server is called here: it may start later, and go away.
    """
    if not settings.TTS_BACKEND:
        return None
    from .speaker import Speaker

    backends = [BACKENDS[name](settings) for name in settings.TTS_BACKEND]
    return Speaker(backends, settings.TTS_VOICE, format_name or settings.TTS_FORMAT)


# Each backend is imported when it is chosen, so that a worker loads no library that it does not use.


def _espeak(settings: Any) -> Speech:
    from .espeak import Espeak

    return Espeak()


def _fish(settings: Any) -> Speech:
    from .remote.fish import Fish

    return Fish(settings.TTS_BASE_URL, settings.TTS_API_KEY, settings.TTS_MODEL, concurrency=settings.TTS_CONCURRENCY)


def _kokoro(settings: Any) -> Speech:
    from .kokoro import Kokoro

    return Kokoro()


def _openai(settings: Any) -> Speech:
    from .remote.openai import OpenAI

    return OpenAI(settings.TTS_BASE_URL, settings.TTS_API_KEY, settings.TTS_MODEL, concurrency=settings.TTS_CONCURRENCY)


BACKENDS: dict[str, Callable[[Any], Speech]] = {
    "kokoro": _kokoro,
    "espeak": _espeak,
    "fish": _fish,
    "openai": _openai,
}
