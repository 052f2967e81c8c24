"""The backend `openai`: any server that speaks OpenAI's chat completions (vLLM, llama-server, OpenAI itself)."""

import logging
import threading
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from functools import partial
from typing import Any

import openai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import Field, SecretStr, SkipValidation

from interviews.llm.errors import ModelUnavailable
from interviews.llm.message import Message
from interviews.llm.sampling import Sampling
from streaming.vendor_http import without_password

from .client import ModelClient
from .completion import Completion
from .request_policy import RequestPolicy

# At DEBUG, which OPENAI_LOG can also set, the client logs whole requests, and so transcripts.
logging.getLogger("openai").setLevel(logging.WARNING)
logging.getLogger("httpx2").setLevel(logging.WARNING)
# These warnings quote values of an unexpected type, which may be text that the model wrote.
warnings.filterwarnings("ignore", "Pydantic serializer warnings")

MAX_TOKENS = 256
MAX_SECONDS = 300.0
LEAKED_REASONING = (
    "LLM_BASE_URL: the server sends the model's reasoning as part of the answer, without an opening tag. Start it with "
    "a reasoning parser (vLLM: --reasoning-parser, llama-server: --reasoning-format deepseek), or turn thinking off."
)
NO_KEY = "none"  # the client requires a key; local servers ignore it


class RemoteBackend:
    """The backend of a model server.

    Loading does not connect to the server, which may start after this worker and be away for a while.
    """

    def __init__(self, base_url: str, model: str, api_key: str = "", policy: RequestPolicy | None = None) -> None:
        """`base_url` usually ends in /v1; `model` is the name under which the server offers the model."""
        self._base_url, self._name, self._api_key = base_url, model, api_key
        self._policy = policy or RequestPolicy()
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
        """Do nothing: the protocol has no such request, and servers have a prefix cache of their own."""

    def forget(self, session: int) -> None:
        """Do nothing: nothing is cached here."""

    def _make(self) -> "RemoteChatModel":
        # Everything is set explicitly, because LangChain and OpenAI's client would otherwise look for keys, addresses
        # and formats in environment variables of their own.
        return RemoteChatModel(
            model=self._name,
            base_url=self._base_url,
            api_key=SecretStr(self._api_key or NO_KEY),
            # ModelClient has the time limits and retries: the client's limits are reset by every byte, even of a server
            # that only sends pings, and its retries know nothing of the circuit breaker.
            timeout=openai.Timeout(MAX_SECONDS, connect=self._policy.connect_seconds),
            stream_chunk_timeout=None,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
            output_version="v0",
            server_client=ModelClient(without_password(self._base_url), self._name, self._policy),
        )


class RemoteChatModel(ChatOpenAI):
    """LangChain's chat model on a model server.

    `astream` yields chunks of text, then one last chunk with usage (if the server reports it) and finish reason, like
    LlamaCppChatModel. It takes `sampling` (a Sampling), `max_tokens` and `max_seconds` as keyword arguments, and
    ignores `session`, which is for local models. If the iteration is ended early or its task is cancelled, the
    connection is closed, and the server stops. Raises ModelError.
    """

    server_client: SkipValidation[ModelClient] = Field(exclude=True)

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
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        parameters = _openai_parameters(sampling or Sampling(), max_tokens)
        send = partial(super()._astream, messages, stop=stop, **parameters, **kwargs)
        completion = Completion(stop or [], max_tokens)
        async with aclosing(self.server_client.stream(send, max_seconds)) as chunks:
            async for chunk in chunks:
                if text := completion.feed(chunk):
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
                if completion.is_over:
                    break
        if completion.leaked:
            raise ModelUnavailable(LEAKED_REASONING)
        if rest := completion.flush():
            yield ChatGenerationChunk(message=AIMessageChunk(content=rest))
        yield ChatGenerationChunk(message=completion.final_chunk())


def _openai_parameters(sampling: Sampling, max_tokens: int) -> dict[str, Any]:
    """Return the fields of OpenAI's API.

    OpenAI refuses others (top_k, min_p, repeat_penalty). vLLM and llama-server take those, but their defaults were
    chosen for the model that they serve.
    """
    parameters = {"temperature": sampling.temperature, "top_p": sampling.top_p, "seed": sampling.seed}
    return {**parameters, "max_tokens": max_tokens}  # ChatOpenAI sends it as max_completion_tokens, OpenAI's new name
