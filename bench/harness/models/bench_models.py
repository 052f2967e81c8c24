"""The models that the benches run on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import llama_cpp

from interviews.llm.catalogue.entries import CATALOGUE
from interviews.llm.catalogue.errors import FetchFailed
from interviews.llm.catalogue.fetch import fetch
from ops import ROOT

from .random_model import write_random_model
from .shape import SHAPE_40M, TINY, Shape

DEMO = ROOT / "demo_model" / "demo.gguf"
CONTEXT, DEMO_CONTEXT = 4096, 2048  # tokens
FETCHED = ROOT / ".setup" / "models"
THREADS = 1  # so that the web process and the client have a core on any machine


def context_of(model: Path) -> int:
    return DEMO_CONTEXT if model == DEMO else CONTEXT


@contextmanager
def random_model(quick: bool, ends_every: int = 0, shape: Shape = SHAPE_40M) -> Iterator[tuple[str, Path]]:
    """Write a random model, a tiny one if `quick`; yield its name and path. See `write_random_model`."""
    shape = TINY if quick else shape
    with TemporaryDirectory(prefix="bench-model-") as folder:
        yield _name(shape), write_random_model(Path(folder) / "random.gguf", shape, ends_every=ends_every)


@contextmanager
def quantized_model(shape: Shape) -> Iterator[tuple[str, Path]]:
    """Write a random model in F16 and store it in Q4_K_M. Takes minutes for a billion weights."""
    with TemporaryDirectory(prefix="bench-model-") as folder:
        full = write_random_model(Path(folder) / "random.gguf", shape)
        small = full.with_name("random-q4_k_m.gguf")
        options = llama_cpp.llama_model_quantize_default_params()
        options.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M
        if llama_cpp.llama_model_quantize(str(full).encode(), str(small).encode(), options):
            raise RuntimeError("llama.cpp could not quantize the random model")
        full.unlink()
        yield f"{_name(shape)} in Q4_K_M", small


@contextmanager
def catalogue_model(name: str) -> Iterator[tuple[str, Path]]:
    """Fetch a model of the catalogue, once. Raise FileNotFoundError if it cannot be fetched."""
    entry = CATALOGUE[name]
    try:
        yield entry.title, fetch(entry, FETCHED, lambda line: None)
    except FetchFailed as failure:
        raise FileNotFoundError(f"{name} could not be fetched: {failure}") from failure


def _name(shape: Shape) -> str:
    millions = shape.parameters / 1e6
    size = f"{millions:.1f}M" if millions < 1000 else f"{millions / 1000:.2f}B"
    return f"random weights, {size}{' in Q8_0' if shape.q8 else ''}"
