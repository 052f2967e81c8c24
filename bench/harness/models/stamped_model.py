"""A chat model whose words bear the time at which they left it; and one whose words come slowly."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult


class StampedModel(BaseChatModel):
    """Streams what `inner` does. `left` has, for each chunk, the characters so far and time.perf_counter()."""

    inner: Any
    left: list[tuple[int, float]] = []

    @property
    def _llm_type(self) -> str:
        return "stamped"

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    async def _astream(
        self, messages: Any, stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.left = []
        chars = 0
        async for chunk in self.inner._astream(messages, stop, **kwargs):
            chars += len(str(chunk.message.content))
            self.left.append((chars, time.perf_counter()))
            yield chunk


class SlowModel(BaseChatModel):
    """Writes `words`, one every `seconds_between`."""

    words: list[str]
    seconds_between: float

    @property
    def _llm_type(self) -> str:
        return "slow"

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    async def _astream(
        self, messages: Any, stop: Any = None, run_manager: Any = None, **_: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        for word in self.words:
            yield ChatGenerationChunk(message=AIMessageChunk(content=word))
            await asyncio.sleep(self.seconds_between)
