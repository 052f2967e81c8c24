"""The backend `openai`: any server that speaks OpenAI's chat completions (vLLM, llama-server, OpenAI itself)."""

import logging
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any

import openai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from ..interviewer.prompts import Message
from .errors import ModelUnavailable
from .refusals import MALFORMED, model_error, without_password
from .sampling import Sampling
from .text import TextAssembler

# At DEBUG, which OPENAI_LOG may ask for too, it logs whole requests: transcripts.
logging.getLogger("openai").setLevel(logging.WARNING)
logging.getLogger("httpx2").setLevel(logging.WARNING)

CONNECT_SECONDS = 5
# The longest silence: before the first token, where a long prompt or a queue takes its time, and between two.
SILENT_SECONDS = 60
# Only what failed before the first byte is tried again: a replica that restarts, a stale connection. More would keep
# waiting a candidate who can ask again.
RETRIES = 1
MAX_TOKENS = 256
NO_KEY = "none"  # the client insists on one; local servers do not look at it


class RemoteBackend:
    """Loading does not call the server: it may come up after this worker, and go away while it runs."""

    def __init__(self, base_url: str, model: str, api_key: str = "") -> None:
        self._base_url, self._name, self._api_key = base_url, model, api_key
        self._model: RemoteChatModel | None = None
        self._loading = threading.Lock()

    def load(self) -> "RemoteChatModel":
        with self._loading:
            if self._model is None:
                self._model = self._make()
            return self._model

    def describe(self) -> dict[str, str]:
        return {"model": self._name, "model_sha256": ""}

    def read_ahead(self, chat: Sequence[Message], session: int) -> None:
        """The protocol has no such request; a server's own prefix cache keeps what it read."""

    def forget(self, session: int) -> None:
        """Nothing is kept here."""

    def _make(self) -> "RemoteChatModel":
        # What is given here is not taken from the environment, where LangChain and OpenAI's client look for keys,
        # addresses and formats of their own.
        return RemoteChatModel(
            model=self._name,
            base_url=self._base_url,
            api_key=SecretStr(self._api_key or NO_KEY),
            timeout=openai.Timeout(SILENT_SECONDS, connect=CONNECT_SECONDS),
            stream_chunk_timeout=None,  # a task for each token; a server that only pings meets the attempt's limit
            max_retries=RETRIES,
            stream_usage=True,
            use_responses_api=False,
            output_version="v0",
        )


class RemoteChatModel(ChatOpenAI):
    """Streams like LlamaCppChatModel: pieces of text, then one last chunk with usage (where the server tells it) and
    finish reason.

    Keyword arguments of a call: `sampling` (a Sampling), `max_tokens`; `session` is for local models. Ending the
    iteration early, or cancelling the task that runs it, closes the connection, at which the server stops. ModelError
    where it cannot answer.
    """

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        *,
        sampling: Sampling | None = None,
        max_tokens: int = MAX_TOKENS,
        session: int | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        answer = Answer(stop or [], max_tokens)
        fields = _standard(sampling or Sampling(), max_tokens)
        asked = self._vendor_chunks(messages, stop, **fields, **kwargs)
        async with aclosing(asked) as chunks:
            async for chunk in chunks:
                if text := answer.feed(chunk):
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
                if answer.over:
                    break
        if not answer.finish_reason:
            raise ModelUnavailable(
                f"LLM_BASE_URL={self._server}: an answer that ends without its end. See the server's log; or is this "
                "not the address of an OpenAI-compatible API (most end in /v1)?"
            )
        if rest := answer.flush():
            yield ChatGenerationChunk(message=AIMessageChunk(content=rest))
        yield ChatGenerationChunk(message=answer.last())

    async def _vendor_chunks(
        self, messages: list[BaseMessage], stop: list[str] | None, **kwargs: Any
    ) -> AsyncGenerator[ChatGenerationChunk, None]:
        begun = False
        try:
            async with aclosing(super()._astream(messages, stop=stop, **kwargs)) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    begun = True
                    yield chunk
        except (openai.OpenAIError, *MALFORMED) as error:
            raise model_error(error, self._server, self.model_name, begun) from error

    @property
    def _server(self) -> str:
        return without_password(str(self.openai_api_base))


class Answer:
    """What a server's chunks add up to: text that is fit to be shown, usage and the reason of the end."""

    def __init__(self, stop: Sequence[str], max_tokens: int) -> None:
        # The server was told where to end. One that does not know how (llama-cpp-python's reads no
        # max_completion_tokens) is ended here: `over`.
        self._text = TextAssembler(stop)
        self._room = max_tokens
        self._usage: UsageMetadata | None = None
        self._finish_reason = ""
        self.over = False

    @property
    def finish_reason(self) -> str:
        return "stop" if self._text.stopped else self._finish_reason

    def feed(self, chunk: ChatGenerationChunk) -> str:
        """The text that is sure by now, or ""."""
        self._usage = getattr(chunk.message, "usage_metadata", None) or self._usage
        self._finish_reason = (chunk.generation_info or {}).get("finish_reason") or self._finish_reason
        self._room -= bool(chunk.text)
        if self._room < 0:
            self._finish_reason, self.over = "length", True
            return ""
        text = self._text.feed(chunk.text.encode(errors="ignore"))  # JSON may spell half a surrogate pair
        self.over = self._text.stopped
        return text

    def flush(self) -> str:
        return self._text.flush()

    def last(self) -> AIMessageChunk:
        return AIMessageChunk(
            content="",
            usage_metadata=self._usage,
            response_metadata={"finish_reason": self.finish_reason},
            chunk_position="last",
        )


def _standard(sampling: Sampling, max_tokens: int) -> dict[str, Any]:
    """OpenAI's own fields. It refuses others (top_k, min_p, repeat_penalty); vLLM and llama-server take those, and
    have defaults for them that were chosen for the model they serve."""
    drawn = {"temperature": sampling.temperature, "top_p": sampling.top_p, "seed": sampling.seed}
    return {**drawn, "max_tokens": max_tokens}  # ChatOpenAI sends max_completion_tokens, as OpenAI now calls it
