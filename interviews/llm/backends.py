"""Language models by name. A new backend is one file here and one line in BACKENDS."""

from collections.abc import Sequence
from typing import Any, Protocol

from langchain_core.language_models import BaseChatModel

from interviews.llm.message import Message

# For sys.setswitchinterval: a local model's thread runs Python between its steps, and the event loop is not to wait
# Python's usual 5 ms for it.
SWITCH_SECONDS = 0.0005


class Backend(Protocol):
    """A source of questions. `load` raises ModelError where it cannot serve; calling it again tries again."""

    def load(self) -> BaseChatModel:
        """The chat model; slow the first time."""

    def describe(self) -> dict[str, str]:
        """`model` and `model_sha256`, as far as they are known."""

    def read_ahead(self, chat: Sequence[Message], session: int) -> None:
        """Read, while nothing else is to be done, what a candidate is still writing: the last message of `chat` is
        unfinished. `session` is the interview. A backend that cannot, or has no model yet, does nothing."""

    def forget(self, session: int) -> None:
        """The interview is over: keep nothing of it."""


def make_backend(settings: Any, slots: int = 0) -> Backend:
    """The one that LLM_BACKEND names, for `slots` questions at once (0: as many as WORKER_CONCURRENCY says).
    `settings` holds the LLM_* names of the site's."""
    return BACKENDS[settings.LLM_BACKEND](settings, slots or settings.WORKER_CONCURRENCY)


# Each imports its vendor when it is chosen: a worker loads the library that it uses, and no other.


def _llama_cpp(settings: Any, slots: int) -> Backend:
    from interviews.llm.local_engine.backend import LocalBackend

    return LocalBackend(
        settings.LLM_MODEL,
        gpu_layers=settings.LLM_GPU_LAYERS,
        context=settings.LLM_CONTEXT,
        slots=slots,
        threads=settings.LLM_THREADS,
    )


def _openai(settings: Any, slots: int) -> Backend:
    from interviews.llm.remote.backend import RemoteBackend

    return RemoteBackend(settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_API_KEY)


BACKENDS = {"llama_cpp": _llama_cpp, "openai": _openai}
