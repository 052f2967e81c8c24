"""A chat model that writes what a test feeds it."""

from collections.abc import AsyncIterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import Field

from interviews.llm.sampling import Sampling


class ScriptedChat(BaseChatModel):
    """Writes the next of `replies` word by word, and the last one from then on. `seeds` are those of the calls."""

    replies: list[str]
    seeds: list[int] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: Any = None,
        run_manager: Any = None,
        *,
        sampling: Sampling,
        **_: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        reply = self.replies[min(len(self.seeds), len(self.replies) - 1)]
        self.seeds.append(sampling.seed)
        for word in reply.split(" "):
            yield ChatGenerationChunk(message=AIMessageChunk(content=f" {word}"))
        last = AIMessageChunk(content="", response_metadata={"finish_reason": "stop"}, chunk_position="last")
        yield ChatGenerationChunk(message=last)
