"""The model that is evaluated: a file on this machine, or one that a server offers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from evaluate.model_choice import ChosenModel
from interviews.llm.backends import make_backend
from interviews.llm.model_settings import ModelSettings


@dataclass(frozen=True, slots=True)
class Subject:
    """A model that is ready. `forget` drops what it keeps of a session; `sha256` is "" if it is a server's."""

    model: BaseChatModel
    forget: Callable[[int], None]
    name: str
    file: str
    sha256: str
    order: str


@contextmanager
def local(chosen: ChosenModel, threads: int) -> Iterator[Subject]:
    """Load a file as the product's worker would. Raise ModelError."""
    with chosen.loaded(threads) as model:
        sha256 = model.engine.model.sha256
        yield Subject(model, model.forget, chosen.name, chosen.path.name, sha256, chosen.order)


@contextmanager
def served(name: str, base_url: str, api_key: str) -> Iterator[Subject]:
    """Use the model that a server offers under this name, as the product's worker would. Raise ModelError."""
    backend = make_backend(ModelSettings("openai", name, base_url, api_key), slots=1)
    file_name = name.replace("/", "-")
    yield Subject(backend.load(), backend.forget, file_name, name, "", f"{name} BASE_URL=...")
