"""The models that the benches run on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ops import ROOT

from .random_model import write_random_model
from .shape import SHAPE_40M, TINY, Shape

DEMO = ROOT / "demo_model" / "demo.gguf"
CONTEXT, DEMO_CONTEXT = 4096, 2048  # tokens
THREADS = 1  # so that the web process and the client have a core on any machine


def context_of(model: Path) -> int:
    return DEMO_CONTEXT if model == DEMO else CONTEXT


@contextmanager
def random_model(quick: bool, ends_every: int = 0, shape: Shape = SHAPE_40M) -> Iterator[tuple[str, Path]]:
    """Write a random model, a tiny one if `quick`; yield its name and path. See `write_random_model`."""
    shape = TINY if quick else shape
    with TemporaryDirectory(prefix="bench-model-") as folder:
        yield _name(shape), write_random_model(Path(folder) / "random.gguf", shape, ends_every=ends_every)


def _name(shape: Shape) -> str:
    millions = shape.parameters / 1e6
    size = f"{millions:.1f}M" if millions < 1000 else f"{millions / 1000:.2f}B"
    return f"random weights, {size}{' in Q8_0' if shape.q8 else ''}"
