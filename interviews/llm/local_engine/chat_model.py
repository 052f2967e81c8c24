"""LangChain's chat model over the engine, streaming natively."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import agenerate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import InputTokenDetails, UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import ConfigDict

from interviews.llm.errors import ModelUnavailable
from interviews.llm.message import Message
from interviews.llm.reasoning import closing_tag_of_open_thought
from interviews.llm.sampling import Sampling

from .chat_template import ChatTemplate
from .decode_job import DecodeLimits, Finished
from .engine import Engine
from .kv_cache import Prompt

ROLES = {"system": "system", "human": "user", "ai": "assistant"}
MAX_TOKENS = 256
MAX_SECONDS = 300.0
# Of a prompt's end, which is the template's: enough for the marker of a thought, spelled byte by byte.
END_TOKENS = 16


class LlamaCppChatModel(BaseChatModel):
    """Each token is one chunk; the last chunk carries usage and finish reason. What the model thinks is no chunk, but
    counts in usage and limits.

    Keyword arguments of a call: `sampling` (a Sampling), `max_tokens`, `max_seconds`, and `session`, the interview
    whose last question and answers may stand read. Ending the iteration early, or cancelling the task that runs it,
    stops the model within a step. ModelError where it cannot answer.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    engine: Engine
    template: ChatTemplate

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    def read_ahead(self, chat: Sequence[Message], session: int) -> None:
        """Read what may be there of the session's next prompt; the last message is still being written."""
        self.engine.read_ahead(session, self.template.unfinished(chat))

    def forget(self, session: int) -> None:
        self.engine.forget(session)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return asyncio.run(agenerate_from_stream(self._astream(messages, stop, **kwargs)))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        *,
        sampling: Sampling | None = None,
        max_tokens: int = MAX_TOKENS,
        max_seconds: float = MAX_SECONDS,
        session: int | None = None,
        **_: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        # A long history takes milliseconds, which other streams of this loop need not wait.
        prompt = await asyncio.to_thread(self.template.prompt, [_message(message) for message in messages])
        limits = DecodeLimits(stop or [], max_tokens, max_seconds, self._begun_thought(prompt))
        async with aclosing(self.engine.generate(prompt, sampling or Sampling(), limits, session)) as items:
            async for item in items:
                message = self._last(item) if isinstance(item, Finished) else AIMessageChunk(content=item)
                yield ChatGenerationChunk(message=message)

    def _begun_thought(self, prompt: Prompt) -> str:
        """The marker that ends the thought which the template has begun for the model, or ""."""
        pieces = (self.engine.model.piece(token, special=True) for token in prompt.tokens[-END_TOKENS:])
        return closing_tag_of_open_thought(b"".join(pieces).decode("utf-8", "ignore"))

    def _last(self, ended: Finished) -> AIMessageChunk:
        if ended.finish_reason == "leaked":
            raise ModelUnavailable(
                f"LLM_MODEL={self.engine.model.path}: it took part of its thought for the question. Ask again; if that "
                "does not help, take a model that does not think."
            )
        return _ending(ended)


def _message(message: BaseMessage) -> Message:
    return {"role": ROLES[message.type], "content": str(message.content)}  # type: ignore[typeddict-item]


def _ending(ended: Finished) -> AIMessageChunk:
    return AIMessageChunk(
        content="",
        usage_metadata=UsageMetadata(
            input_tokens=ended.prompt_tokens,
            output_tokens=ended.completion_tokens,
            total_tokens=ended.prompt_tokens + ended.completion_tokens,
            input_token_details=InputTokenDetails(cache_read=ended.cached_tokens),
        ),
        response_metadata={"finish_reason": ended.finish_reason},
        chunk_position="last",
    )
