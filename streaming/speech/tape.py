"""The parts of a clip in the making."""

import asyncio

from .base import SpeechError
from .clip import ClipPart


class Tape:
    """Takes parts as they are made; any number of readers read them from the start, each at its own pace."""

    def __init__(self) -> None:
        self.parts: list[ClipPart] = []
        self._error: SpeechError | None = None
        self._moved = asyncio.Event()

    def put(self, part: ClipPart) -> None:
        self.parts.append(part)
        self._wake()

    def fail(self, error: SpeechError) -> None:
        """Say that no part follows, and why."""
        self._error = error
        self._wake()

    async def part(self, index: int) -> ClipPart:
        """Wait for a part. Raise SpeechError if it will not come."""
        while index >= len(self.parts):
            if self._error:
                raise self._error
            await self._moved.wait()
        return self.parts[index]

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
