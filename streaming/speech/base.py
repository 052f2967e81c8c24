"""The interface of a speech backend: text in, sound out, one kind of error."""

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .sound import Sound

PROBE_TEXT = "Hello."


class SpeechError(Exception):
    """Raised when there is no sound. The message tells operators what to do; it never has the text or a key."""

    def __init__(self, message: str, *, retryable: bool = False, hung: bool = False, refused: bool = False) -> None:
        """`retryable`: the same request may work later. `hung`: the backend was silent for too long. `refused`: the
        backend does not take this text or this voice, but may take the next."""
        super().__init__(message)
        self.retryable, self.hung, self.refused = retryable, hung, refused


class UnknownVoiceError(SpeechError):
    """Raised when the backend has no voice of that name. Its default voice may speak instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message, refused=True)


class Speech(ABC):
    """One backend. `concurrency` is how many sentences it is given at once.

    A backend needs `synthesize` and `aclose`; the rest has a default.
    """

    name: str
    concurrency: int = 1
    streams: bool = False  # whether the first piece of `stream` comes before the last one is made

    @property
    def is_ready(self) -> bool:
        """False while it cannot speak yet, for example while its model loads: then another backend is chosen."""
        return True

    async def load(self) -> None:  # noqa: B027 - most have nothing to load
        """Wait until it can speak, or never will."""

    @abstractmethod
    async def synthesize(self, text: str, language: str, voice: str = "") -> "Sound":
        """Return `text` as spoken in `language` (ISO 639-1: "ko", "en").

        `voice` is a name that the backend knows, "" for its default in the language. May be cancelled at any time.
        Raise SpeechError if there is no sound.
        """

    async def stream(self, text: str, language: str, voice: str = "") -> AsyncGenerator["Sound", None]:
        """Yield the same sound in pieces of one sample rate, as they are made. By default it is one piece."""
        yield await self.synthesize(text, language, voice)

    async def probe(self) -> None:
        """Raise SpeechError if the backend could not speak now.

        It is asked for a word, because a server's health check passes while every synthesis fails.
        """
        if not (await self.synthesize(PROBE_TEXT, "en")).samples.any():
            raise SpeechError(f"{self.name} sends silence. See its log.", retryable=True)

    @abstractmethod
    async def aclose(self) -> None:
        """Close connections. May be called again."""


def clean(text: str) -> str:
    """Remove lone surrogates, which UTF-8 cannot have, and NUL, which ends a string in C."""
    return text.encode("utf-8", "ignore").decode().replace("\0", " ")
