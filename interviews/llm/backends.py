"""Language models by name. To add a backend, add one file here and one line to BACKENDS."""

from collections.abc import Callable, Sequence
from typing import Protocol

from langchain_core.language_models import BaseChatModel

from .message import Message
from .model_settings import ModelSettings
from .no_tracing import refuse_tracing

# For sys.setswitchinterval. A local model's thread runs Python between its steps, and with Python's default of 5 ms the
# event loop would wait that long for the interpreter.
SWITCH_SECONDS = 0.0005


class Backend(Protocol):
    """A source of chat models: llama.cpp in this process, or a model server."""

    def load(self) -> BaseChatModel:
        """Return the chat model. The first call is slow and blocks; later calls return the same model.

        Raise ModelError if the model cannot be loaded. The next call tries again.
        """

    def check(self) -> None:
        """Raise ModelError if it is plain that the model cannot be used. Takes less time and memory than `load`."""

    @property
    def is_local(self) -> bool:
        """Whether the model runs in this process. Then it is of no use to ask again if it is unavailable."""

    def describe(self) -> dict[str, str]:
        """Return `model` (a name) and `model_sha256` (empty if unknown, or not loaded yet) for the record."""

    @property
    def continues_stems(self) -> bool:
        """Whether its models go on with a stem, a last message of the assistant's, instead of writing a new message.

        It is cheap, and may change: of a server that was never reached it is not known, and so False.
        """

    def read_ahead(self, chat: Sequence[Message], session: int, public: int | None = None) -> None:
        """Read an answer that is still being typed, in idle time.

        `chat` is the prompt so far; its last message is unfinished. `session` is the interview's primary key. The first
        `public` messages are the same in every interview; by default, those are a system message in front. Does nothing
        if the backend cannot read ahead or its model is not loaded yet.
        """

    def forget(self, session: int) -> None:
        """Drop everything that is cached of interview `session`, because it is over."""


def make_backend(settings: ModelSettings, slots: int) -> Backend:
    """Return the backend that `settings.backend` names, for at most `slots` questions at once. Loads nothing yet.

    Raises TracingEnabled, a ModelError, if a third party would learn what the model is asked.
    """
    refuse_tracing()
    return BACKENDS[settings.backend](settings, slots)


# Each function imports its vendor's library when it is called, so that a worker loads only the library that it uses.


def _llama_cpp(settings: ModelSettings, slots: int) -> Backend:
    from interviews.llm.local_engine.backend import LocalBackend

    return LocalBackend(
        settings.model,
        gpu_layers=settings.gpu_layers,
        context=settings.context_tokens,
        slots=slots,
        threads=settings.threads,
        longest_gap=settings.longest_gap,
        measurements=settings.measurements,
    )


def _openai(settings: ModelSettings, slots: int) -> Backend:
    from interviews.llm.remote.backend import RemoteBackend

    return RemoteBackend(settings.base_url, settings.model, settings.api_key)


BACKENDS: dict[str, Callable[[ModelSettings, int], Backend]] = {"llama_cpp": _llama_cpp, "openai": _openai}
