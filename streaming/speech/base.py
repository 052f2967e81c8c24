"""The interface of a speech backend: text in, sound out, one kind of error."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .sound import Sound


class SpeechError(Exception):
    """Raised when there is no sound. The message tells operators what to do; it never has the text or a key."""

    def __init__(self, message: str, *, retryable: bool = False, hung: bool = False, refused: bool = False) -> None:
        """`retryable`: the same request may work later. `hung`: the backend was silent for too long. `refused`: the
        backend does not take this text or this voice, but may take the next."""
        super().__init__(message)
        self.retryable, self.hung, self.refused = retryable, hung, refused


class Speech(ABC):
    """One backend. `concurrency` is how many sentences it is given at once."""

    name: str
    concurrency: int = 1

    @abstractmethod
    async def synthesize(self, text: str, language: str, voice: str = "") -> "Sound":
        """Return `text` as spoken in `language` (ISO 639-1: "ko", "en").

        `voice` is a name that the backend knows, "" for its default in the language. May be cancelled at any time.
        Raise SpeechError if there is no sound.
        """

    @abstractmethod
    async def probe(self) -> None:
        """Raise SpeechError if the backend could not speak now."""

    @abstractmethod
    async def aclose(self) -> None:
        """Close connections. May be called again."""


def clean(text: str) -> str:
    """Remove lone surrogates, which UTF-8 cannot have, and NUL, which ends a string in C."""
    return text.encode("utf-8", "ignore").decode().replace("\0", " ")
