"""Finds out whether a model server continues a stem (a last message of the assistant's), and asks it to."""

import re
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import openai
import structlog
from langchain_core.outputs import ChatGenerationChunk

from interviews.llm.errors import StemRefused

from .request_policy import RequestPolicy
from .server_errors import MALFORMED

log = structlog.get_logger(__name__)

# What servers that can do it call themselves in their list of models.
_OWNERS = {"vllm", "llamacpp"}
# vLLM needs the first two, and so does a llama-server that runs with --no-prefill-assistant. Others ignore them. A
# thought would come before the stem, so llama-server refuses stems if the template may open one.
_FIELDS = {
    "continue_final_message": True,
    "add_generation_prompt": False,
    "chat_template_kwargs": {"enable_thinking": False},
}
# A name with a colon is none of the server's words: there it quotes the request.
_REFUSAL = re.compile(
    r"assistant [a-z ]*prefill|(continue_final_message|add_generation_prompt|chat_template_kwargs)(?!['\"]*\s*:)",
    re.IGNORECASE,
)

ListModels = Callable[[], list[Any]]
SendRequest = Callable[..., AsyncIterator[ChatGenerationChunk]]


class StemSupport:
    """Whether the server of one model continues stems. It cannot for as long as that is not known. Thread-safe."""

    def __init__(
        self, url: str, model: str, policy: RequestPolicy, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`url` (without its password) is used in error messages; `model` is the name of the served model."""
        self._url, self._model, self._policy, self._clock = url, model, policy, clock
        self._known: bool | None = None
        self._asks_again_at = clock()
        self._lock = threading.Lock()

    @property
    def continues(self) -> bool:
        return bool(self._known)

    def find_out(self, list_models: ListModels) -> None:
        """Ask the server what it is, unless that is known, or it was asked a moment ago.

        `list_models` blocks, raises OpenAI's errors, and runs in a thread of its own. It is waited for only briefly: a
        reply that takes longer counts for later questions.
        """
        with self._lock:
            if self._known is not None or self._clock() < self._asks_again_at:
                return
            self._asks_again_at = self._clock() + self._policy.identify_rest_seconds
        asking = threading.Thread(target=self._ask, args=(list_models,), name="identify model server", daemon=True)
        asking.start()
        asking.join(self._policy.identify_seconds)

    async def send(self, send: SendRequest) -> AsyncIterator[ChatGenerationChunk]:
        """Send a request with a stem, and yield what the server streams.

        Raise StemRefused if the server cannot continue stems. Once a server has refused one, it gets no other.
        """
        if not self._known:
            raise self._refused("does not continue a begun answer.")
        try:
            async with aclosing(send(extra_body=_FIELDS)) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    yield chunk
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if not _REFUSAL.search(str(error)):
                raise
            self._known = False
            log.warning("the model server refuses to continue begun answers; questions are asked without from now on")
            raise self._refused("refuses to continue a begun answer. Ask again without one.") from error

    def _ask(self, list_models: ListModels) -> None:
        try:
            models = list_models()
            served = [model.owned_by for model in models if model.id == self._model]
            owners = set(served or [model.owned_by for model in models])
        except openai.NotFoundError:
            owners = set()
        except (openai.OpenAIError, *MALFORMED):
            return  # it may be starting
        self._known = bool(owners) and owners <= _OWNERS
        if self._known:
            log.info("the model server continues begun answers", server=owners.pop())

    def _refused(self, reason: str) -> StemRefused:
        return StemRefused(f"LLM_BASE_URL={self._url}: {reason}")
