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

# At DEBUG, which OPENAI_LOG may ask for too, it logs whole requests: transcripts.
logging.getLogger("openai").setLevel(logging.WARNING)
logging.getLogger("httpx2").setLevel(logging.WARNING)
# The client quotes what is not of the type that OpenAI's documentation says: what the model wrote.
warnings.filterwarnings("ignore", "Pydantic serializer warnings")

MAX_TOKENS = 256
MAX_SECONDS = 300.0
THOUGHTS_AS_TEXT = (
    "LLM_BASE_URL: the server sends thoughts as an answer, without the marker that they begin with. Start it with a "
    "parser for them (vLLM: --reasoning-parser, llama-server: --reasoning-format deepseek), or turn thinking off there."
)
NO_KEY = "none"  # the client insists on one; local servers do not look at it


class RemoteBackend:
    """Loading does not call the server: it may come up after this worker, and go away while it runs."""

    def __init__(self, base_url: str, model: str, api_key: str = "", patience: RequestPolicy | None = None) -> None:
        self._base_url, self._name, self._api_key = base_url, model, api_key
        self._patience = patience or RequestPolicy()
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
            # The client's own limits see bytes, and a server that only pings sends some; its own retries know nothing
            # of what others meet meanwhile. Both are `server`'s work.
            timeout=openai.Timeout(MAX_SECONDS, connect=self._patience.connect),
            stream_chunk_timeout=None,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
            output_version="v0",
            server=ModelClient(without_password(self._base_url), self._name, self._patience),
        )


class RemoteChatModel(ChatOpenAI):
    """Streams like LlamaCppChatModel: pieces of text, then one last chunk with usage (where the server tells it) and
    finish reason.

    Keyword arguments of a call: `sampling` (a Sampling), `max_tokens`, `max_seconds`; `session` is for local models.
    Ending the iteration early, or cancelling the task that runs it, closes the connection, at which the server stops.
    ModelError where it cannot answer.
    """

    server: SkipValidation[ModelClient] = Field(exclude=True)

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
        ask = partial(super()._astream, messages, stop=stop, **_standard(sampling or Sampling(), max_tokens), **kwargs)
        answer = Completion(stop or [], max_tokens)
        async with aclosing(self.server.answer(ask, max_seconds)) as chunks:
            async for chunk in chunks:
                if text := answer.feed(chunk):
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
                if answer.over:
                    break
        if answer.leaked:
            raise ModelUnavailable(THOUGHTS_AS_TEXT)
        if rest := answer.flush():
            yield ChatGenerationChunk(message=AIMessageChunk(content=rest))
        yield ChatGenerationChunk(message=answer.last())


def _standard(sampling: Sampling, max_tokens: int) -> dict[str, Any]:
    """OpenAI's own fields. It refuses others (top_k, min_p, repeat_penalty); vLLM and llama-server take those, and
    have defaults for them that were chosen for the model they serve."""
    drawn = {"temperature": sampling.temperature, "top_p": sampling.top_p, "seed": sampling.seed}
    return {**drawn, "max_tokens": max_tokens}  # ChatOpenAI sends max_completion_tokens, as OpenAI now calls it
