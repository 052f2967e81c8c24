"""What a speech backend is: text in, sound out, one kind of error."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .sound import Sound


class SpeechError(Exception):
    """No sound. The message is for operators: it names what to do, and never holds the text or a key.

    `retryable`: the same request may work later. `hung`: the backend said nothing for too long. `refused`: it is this
    text or this voice that it does not take, and nothing speaks against the next.
    """

    def __init__(self, message: str, *, retryable: bool = False, hung: bool = False, refused: bool = False) -> None:
        super().__init__(message)
        self.retryable, self.hung, self.refused = retryable, hung, refused


class Speech(ABC):
    """One backend. `concurrency`: how many sentences it is given at once."""

    name: str
    concurrency: int = 1

    @abstractmethod
    async def synthesize(self, text: str, language: str, voice: str = "") -> "Sound":
        """`text` in `language` ("ko", "en"), as the backend speaks it; `voice` in the backend's own words, or its
        default for the language. May be cancelled at any time. SpeechError where there is no sound."""

    @abstractmethod
    async def probe(self) -> None:
        """SpeechError while it could not serve."""

    @abstractmethod
    async def aclose(self) -> None:
        """Let go of what it holds. May be called again."""


def clean(text: str) -> str:
    """Without what UTF-8 (lone surrogates) or C (NUL) has no place for."""
    return text.encode("utf-8", "ignore").decode().replace("\0", " ")
