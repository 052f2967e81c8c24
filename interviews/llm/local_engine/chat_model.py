"""LangChain's chat model on the local engine."""

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

from interviews.llm.answer_form import AnswerForm
from interviews.llm.errors import ModelUnavailable
from interviews.llm.message import Message
from interviews.llm.reasoning import closing_tag_of_open_thought
from interviews.llm.sampling import MAX_SECONDS, MAX_TOKENS, Sampling
from interviews.llm.token_tally import TokenTally

from .cache.kv_cache import Prompt
from .chat_template import ChatTemplate
from .decode_job import DecodeLimits, Finished
from .engine import Engine
from .grammar import gbnf

ROLES = {"system": "system", "human": "user", "ai": "assistant"}
# Enough of the prompt's end, which the template wrote, to hold the tag of a thought spelled byte by byte.
END_TOKENS = 16


class LlamaCppChatModel(BaseChatModel):
    """A chat model that runs in this process.

    It goes on with a last message of the assistant's: only what follows that message is yielded.

    `astream` yields a chunk for each token with text, then one last chunk with usage and finish reason. Thoughts are
    not yielded, but count in usage and limits. It takes as keyword arguments `sampling` (a Sampling), `max_tokens`,
    `max_seconds`, `session` (the interview whose cached tokens may be used), `public` (how many messages in front
    are the same in every interview, so that their tokens are shared; by default, a system message), `tally` (a
    TokenTally, which counts before each chunk) and `form` (an AnswerForm: nothing else can be written). The model stops
    within a step if the iteration is ended early or its task is cancelled. Raises ModelError.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    engine: Engine
    template: ChatTemplate

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    def read_ahead(self, chat: Sequence[Message], session: int, public: int | None = None) -> None:
        """Read the session's next prompt in idle time; its last message is still being typed. Return at once."""
        self.engine.read_ahead(session, self.template.unfinished(chat, public))

    def forget(self, session: int) -> None:
        """Drop the cached tokens of an interview that is over."""
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
        public: int | None = None,
        tally: TokenTally | None = None,
        form: AnswerForm | None = None,
        **_: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        chat = [_message(message) for message in messages]
        # Tokenizing a long history takes milliseconds, during which this loop serves other streams.
        prompt = await asyncio.to_thread(self.template.prompt, chat, public)
        closing_tag = "" if chat[-1]["role"] == "assistant" else self._closing_tag(prompt)
        limits = DecodeLimits([*(stop or []), *self.template.stop], max_tokens, max_seconds, closing_tag)
        grammar = gbnf(form) if form else ""
        written = self.engine.generate(prompt, sampling or Sampling(), limits, session, tally=tally, grammar=grammar)
        async with aclosing(written) as items:
            async for item in items:
                message = self._final_message(item) if isinstance(item, Finished) else AIMessageChunk(content=item)
                yield ChatGenerationChunk(message=message)

    def _closing_tag(self, prompt: Prompt) -> str:
        """Return the tag that closes the thought which the template opened for the model, or "" if it opened none."""
        pieces = (self.engine.model.piece(token, special=True) for token in prompt.tokens[-END_TOKENS:])
        return closing_tag_of_open_thought(b"".join(pieces).decode("utf-8", "ignore"))

    def _final_message(self, finished: Finished) -> AIMessageChunk:
        if finished.finish_reason == "leaked":
            raise ModelUnavailable(
                f"LLM_MODEL={self.engine.model.path}: the model gave out part of its reasoning as the question. Try "
                "again. If that does not help, use a model without reasoning."
            )
        return _final_chunk(finished)


def _message(message: BaseMessage) -> Message:
    return {"role": ROLES[message.type], "content": str(message.content)}  # type: ignore[typeddict-item]


def _final_chunk(finished: Finished) -> AIMessageChunk:
    return AIMessageChunk(
        content="",
        usage_metadata=UsageMetadata(
            input_tokens=finished.prompt_tokens,
            output_tokens=finished.completion_tokens,
            total_tokens=finished.prompt_tokens + finished.completion_tokens,
            input_token_details=InputTokenDetails(cache_read=finished.cached_tokens),
        ),
        response_metadata={"finish_reason": finished.finish_reason},
        chunk_position="last",
    )
