"""The backend `espeak`: espeak-ng in this process. It speaks at once and everywhere, and sounds like a robot."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from ..base import Speech, clean
from ..sound import Sound
from .clauses import in_short_clauses
from .library import EspeakLibrary

VOICES = {"ko": "ko", "en": "en-us"}

# The only thread that may use the library. All instances in a process share the thread and the library.
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="espeak")


class Espeak(Speech):
    """Voices have espeak-ng's names, optionally with a variant ("en-gb", "ko+f3")."""

    name = "espeak"

    async def synthesize(self, text: str, language: str, voice: str = "") -> Sound:
        stopped = threading.Event()
        try:
            return await asyncio.get_running_loop().run_in_executor(
                _thread, _speak, text, voice or VOICES.get(language, language), stopped
            )
        finally:
            stopped.set()

    async def aclose(self) -> None:
        """Do nothing: the library stays loaded, because others in this process may use it."""


async def phonemes(text: str, voice: str) -> str:
    """Return the text in the phonemes of IPA, in which "^" ties the letters of one sound."""
    return await asyncio.get_running_loop().run_in_executor(_thread, _phonemes, text, voice)


@cache
def _library() -> EspeakLibrary:
    return EspeakLibrary()


def _speak(text: str, voice: str, stopped: threading.Event) -> Sound:
    return _library().speak(in_short_clauses(clean(text)), voice, stopped)


def _phonemes(text: str, voice: str) -> str:
    return _library().phonemes(text, voice)
