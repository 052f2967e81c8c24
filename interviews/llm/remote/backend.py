"""The backend `openai`: any server that speaks OpenAI's chat completions (vLLM, llama-server, OpenAI itself)."""

import threading
from collections.abc import Sequence
from typing import Any

import openai
from pydantic import SecretStr

from interviews.llm.message import Message
from interviews.llm.sampling import MAX_SECONDS
from streaming.vendor_http import without_password

from .chat_model import RemoteChatModel
from .client import ModelClient
from .forgiving_decoder import ForgivingDecoder
from .form_support import FormSupport
from .request_policy import RequestPolicy
from .stem_support import StemSupport

NO_KEY = "none"  # the client requires a key; local servers ignore it


class RemoteBackend:
    """The backend of a model server.

    The server may start after this worker and be away for a while. Loading asks it what it is, and does not wait long.
    """

    def __init__(self, base_url: str, model: str, api_key: str = "", policy: RequestPolicy | None = None) -> None:
        """`base_url` usually ends in /v1; `model` is the name under which the server offers the model."""
        self._base_url, self._name, self._api_key = base_url, model, api_key
        self._policy = policy or RequestPolicy()
        self._model: RemoteChatModel | None = None
        self._loading = threading.Lock()
        self._stems = StemSupport(without_password(base_url), model, self._policy)

    def load(self) -> RemoteChatModel:
        with self._loading:
            if self._model is None:
                self._model = self._make()
        self._stems.find_out(self._list_models)
        return self._model

    def check(self) -> None:
        """Do nothing: the server may start after this worker."""

    @property
    def is_local(self) -> bool:
        return False

    def describe(self) -> dict[str, str]:
        return {"model": self._name, "model_sha256": ""}

    @property
    def continues_stems(self) -> bool:
        return self._stems.continues

    def read_ahead(self, chat: Sequence[Message], session: int, public: int | None = None) -> None:
        """Do nothing: the protocol has no such request, and servers have a prefix cache of their own."""

    def forget(self, session: int) -> None:
        """Do nothing: nothing is cached here."""

    def _list_models(self) -> list[Any]:
        assert self._model
        client = self._model.root_client.with_options(timeout=self._policy.connect_seconds, max_retries=0)
        # It is asked once, so the connection is not kept.
        return list(client.models.list(extra_headers={"Connection": "close"}).data)

    def _make(self) -> RemoteChatModel:
        # Everything is set explicitly, because LangChain and OpenAI's client would otherwise look for keys, addresses
        # and formats in environment variables of their own.
        model = RemoteChatModel(
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
            stems=self._stems,
            forms=FormSupport(),
        )
        model.root_async_client._make_sse_decoder = ForgivingDecoder
        return model
