"""The models that benches run on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.random_model import SHAPE_40M, TINY, write_random_model
from ops import ROOT

DEMO = ROOT / "models" / "demo.gguf"
CONTEXT, DEMO_CONTEXT = 4096, 2048  # tokens; what each was made for
THREADS = 1  # a core is left to the web process and the client, whatever the machine


def context_of(model: Path) -> int:
    return DEMO_CONTEXT if model == DEMO else CONTEXT


@contextmanager
def random_model(quick: bool, ends_every: int = 0) -> Iterator[tuple[str, Path]]:
    """A name for the table and the file; quick ones are tiny. `ends_every`: as `write_random_model` has it."""
    shape = TINY if quick else SHAPE_40M
    name = f"random weights, {shape.parameters / 1e6:.1f}M"
    with TemporaryDirectory(prefix="bench-model-") as folder:
        yield name, write_random_model(Path(folder) / "random.gguf", shape, ends_every=ends_every)
