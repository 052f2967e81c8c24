"""Finds the model that a name, a path or `demo` stands for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from interviews.llm.backends import make_backend
from interviews.llm.catalogue.entries import CATALOGUE, entry_of
from interviews.llm.catalogue.fetch import fetch
from interviews.llm.freedom import DEMO, UNMEASURED, Freedom
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.model_settings import ModelSettings
from ops import ROOT

DEMO_NAME = "demo"
DEMO_FILE = ROOT / "demo_model" / "demo.gguf"
CONTEXT_TOKENS = 4096  # an interview's longest prompt and question


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """A model on this machine.

    `name` is its report's name, `order` what to ask for to get it again, and `freedom` how much of a question it words,
    by language.
    """

    name: str
    order: str
    path: Path
    freedom: Mapping[str, Freedom]

    @contextmanager
    def loaded(self, threads: int) -> Iterator[LlamaCppChatModel]:
        """Load the model as the product's worker would, for one question at a time. Raise ModelError."""
        settings = ModelSettings("llama_cpp", str(self.path), context_tokens=CONTEXT_TOKENS, threads=threads)
        model = make_backend(settings, slots=1).load()
        assert isinstance(model, LlamaCppChatModel)
        try:
            yield model
        finally:
            model.engine.close()
            model.engine.model.close()


def chosen(name: str, models: Path, say: Callable[[str], None]) -> ChosenModel:
    """Return the model `demo`, a file's, or one of the catalogue, which is fetched into `models` if it is missing.

    Raise ValueError if there is no such model, and FetchFailed if it cannot be fetched.
    """
    if name == DEMO_NAME:
        return ChosenModel(DEMO_NAME, DEMO_NAME, DEMO_FILE, DEMO)
    if entry := CATALOGUE.get(name):
        return ChosenModel(name, name, fetch(entry, models, say), entry.freedom)
    path = Path(name)
    if not path.is_file():
        raise ValueError(
            f"{name}: no such file, and not in the catalogue. Choose {DEMO_NAME}, a .gguf file, or one of: "
            f"{', '.join(CATALOGUE)}."
        )
    if entry := entry_of(path):
        return ChosenModel(entry.name, entry.name, path, entry.freedom)
    return ChosenModel(path.stem, f"PATH/{path.name}", path, UNMEASURED)
