"""Language models by name. A new backend is one file here and one line in BACKENDS."""

from typing import Protocol

from langchain_core.language_models import BaseChatModel

from .local import LocalBackend


class Backend(Protocol):
    """A source of questions. `load` raises ModelError where it cannot serve; calling it again tries again."""

    def load(self) -> BaseChatModel:
        """The chat model; slow the first time."""

    def describe(self) -> dict[str, str]:
        """`model` and `model_sha256`, as far as they are known."""


def make_backend(name: str, model: str, context: int, threads: int) -> Backend:
    return BACKENDS[name](model, context, threads)


BACKENDS = {"llama_cpp": LocalBackend}
