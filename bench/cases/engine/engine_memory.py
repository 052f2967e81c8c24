"""The memory that a model and its slots take in a worker, against the estimate of `manage.py modelinfo`.

The process's memory is read before the model is loaded and after it wrote in every slot, in a fresh process each time.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.harness.models.bench_models import context_of, random_model
from bench.harness.models.engine_peers import ours, play
from bench.harness.models.shape import EXAONE_1_2B, SHAPE_40M, Shape
from bench.harness.process_usage import memory_kb
from bench.harness.progress import Say
from bench.harness.prompts.random_chats import CANDIDATE_WORDS, candidate
from bench.harness.row import Goal, Row, judged
from ops.stack import Stack

BENCH = "engine_memory"
APART = Goal("<=", 0.1)
LONG_WORDS, TOKENS = 600, 4  # more than one step reads
SHAPES: list[tuple[Shape, tuple[int, ...]]] = [(SHAPE_40M, (1, 4, 8)), (EXAONE_1_2B, (1, 8))]


def rows(quick: bool, say: Say) -> Iterator[Row]:
    for shape, sizes in SHAPES[:1] if quick else SHAPES:
        with random_model(quick, shape=shape) as (name, model):
            for slots in sizes[:1] if quick else sizes:
                say(f"{name}: {slots} slots")
                yield _row(f"{name}, {slots} slots of {context_of(model):,} tokens", *_megabytes(model, slots))


def _megabytes(model: Path, slots: int) -> tuple[float, float]:
    """Return the measured and the estimated memory."""
    with ours(model, slots) as peer:
        peer.ask({})
        before = memory_kb(peer.pid)
        play(peer, [_job(slot, LONG_WORDS if slot == 0 else CANDIDATE_WORDS) for slot in range(slots)])
        taken = (memory_kb(peer.pid) - before) * 1024
    return taken / 1e6, _said(model, slots) / 1e6


def _job(slot: int, words: int) -> dict[str, Any]:
    return {"messages": candidate(slot, words), "max_tokens": TOKENS, "seed": slot, "session": slot}


def _said(model: Path, slots: int) -> float:
    with TemporaryDirectory(prefix="bench-modelinfo-") as folder:
        product = Stack(Path(folder), LLM_CONTEXT=str(context_of(model)), LLM_GPU_LAYERS="0")
        said = json.loads(product.manage("modelinfo", str(model), "--slots", str(slots), "--no-speed", "--json"))
    return float(said["memory_bytes"] - said["process_bytes"])


def _row(name: str, taken: float, said: float) -> Row:
    ratio = taken / said
    verdict = judged(APART, abs(ratio - 1))
    figure = f"{name}: memory against the estimate of modelinfo; the difference is judged"
    return Row(BENCH, figure, f"{taken:,.0f} MB", f"{said:,.0f} MB", f"{ratio:.3f}", **verdict)
