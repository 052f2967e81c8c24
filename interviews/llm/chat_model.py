"""LangChain's chat model over a local llama.cpp model, streaming natively both ways."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, PrivateAttr

from ..interviewer.prompts import Message
from .llama import Ended, LlamaModel
from .sampling import Sampling

ROLES = {"system": "system", "human": "user", "ai": "assistant"}
MAX_TOKENS = 256


class LlamaCppChatModel(BaseChatModel):
    """Each token is one chunk; the last chunk carries usage and finish reason.

    Keyword arguments of a call: `sampling` (a Sampling), `max_tokens`. Ending the iteration early, or cancelling
    the task that runs it, stops the model at its next token. ModelError where it cannot answer.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    llama: LlamaModel
    # The model decodes one sequence: a second caller waits here, not in a pool that others share.
    _thread: ThreadPoolExecutor = PrivateAttr(default_factory=lambda: ThreadPoolExecutor(1, "llama"))

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        return self._chunks(messages, stop or [], threading.Event(), **kwargs)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        loop = asyncio.get_running_loop()
        arrived: asyncio.Queue[ChatGenerationChunk | BaseException | None] = asyncio.Queue()
        cancelled = threading.Event()

        def run() -> None:
            last: BaseException | None = None
            try:
                for chunk in self._chunks(messages, stop or [], cancelled, **kwargs):
                    loop.call_soon_threadsafe(arrived.put_nowait, chunk)
            except BaseException as error:
                last = error
            loop.call_soon_threadsafe(arrived.put_nowait, last)

        running = self._thread.submit(run)
        try:
            while (item := await arrived.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            # A run that waits for the thread never begins; one that has begun sees this at its next token.
            running.cancel()
            cancelled.set()

    def _chunks(
        self,
        messages: Sequence[BaseMessage],
        stop: Sequence[str],
        cancelled: threading.Event,
        sampling: Sampling | None = None,
        max_tokens: int = MAX_TOKENS,
        **_: Any,
    ) -> Iterator[ChatGenerationChunk]:
        prompt = self.llama.tokenize([_message(message) for message in messages])
        for part in self.llama.generate(prompt, sampling or Sampling(), stop, max_tokens, cancelled):
            yield ChatGenerationChunk(message=_last(part) if isinstance(part, Ended) else AIMessageChunk(content=part))


def _message(message: BaseMessage) -> Message:
    return {"role": ROLES[message.type], "content": str(message.content)}  # type: ignore[typeddict-item]


def _last(ended: Ended) -> AIMessageChunk:
    return AIMessageChunk(
        content="",
        usage_metadata=UsageMetadata(
            input_tokens=ended.prompt_tokens,
            output_tokens=ended.completion_tokens,
            total_tokens=ended.prompt_tokens + ended.completion_tokens,
        ),
        response_metadata={"finish_reason": ended.finish_reason},
        chunk_position="last",
    )
