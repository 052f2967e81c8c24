"""The peers of the engine's benches: our model class, llama-cpp-python alone; if installed, llama-server and xllamacpp.

All get the same model, threads and context. A peer that is not being asked uses no CPU time.
"""

import importlib.util
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.harness.peer import Peer

from .bench_models import context_of
from .timed_text import Written

OURS, SERVER, ALONE = "ours", "llama-server", "create_chat_completion"
SERVER_UNIFIED, EMBEDDED = "llama-server -kvu", "xllamacpp"
SLOTS = 8
THREADS = max(1, (os.cpu_count() or 1) - 1)  # one core is left to the reader of the tokens
ABSENT = "llama-server was not found: put it on PATH, or its path in LLAMA_SERVER"


def llama_server() -> str | None:
    """Return the program's path, or None. Exits if LLAMA_SERVER names a program that does not exist."""
    named = os.environ.get("LLAMA_SERVER")
    if named and not shutil.which(named):
        raise SystemExit(f"LLAMA_SERVER={named}: no such program. Put the path of llama-server there, or unset it.")
    return shutil.which(named or "llama-server")


def ours(model: Path, slots: int = SLOTS, context: int = 0) -> Peer:
    """`context` is that of one slot, in tokens; 0 for the bench's usual one."""
    return Peer("engine", *_sizes(model, slots, context))


def server(program: str, model: Path, slots: int = SLOTS, context: int = 0, *options: str) -> Peer:
    return Peer("llama.server", program, *_sizes(model, slots, context), *options)


def _sizes(model: Path, slots: int, context: int) -> tuple[str, str, str, str]:
    return str(model), str(context or context_of(model)), str(THREADS), str(slots)


def alone(model: Path) -> Peer:
    return Peer("llama.in_turn", str(model), str(context_of(model)), str(THREADS))


@contextmanager
def side_by_side(model: Path) -> Iterator[dict[str, Peer]]:
    """Start the peers that write several texts at once, ours first."""
    with ExitStack() as stack:
        peers = {OURS: stack.enter_context(ours(model))}
        if program := llama_server():
            peers[SERVER] = stack.enter_context(server(program, model))
        yield peers


@contextmanager
def many_streams(model: Path, slots: int, context: int) -> Iterator[dict[str, Peer]]:
    """Start the same and further ways to write several texts at once, with `slots` places of `context` tokens."""
    with ExitStack() as stack:
        peers = {OURS: stack.enter_context(ours(model, slots, context))}
        if program := llama_server():
            peers[SERVER] = stack.enter_context(server(program, model, slots, context))
            peers[SERVER_UNIFIED] = stack.enter_context(server(program, model, slots, context, "-kvu"))
        if importlib.util.find_spec("xllamacpp"):
            peers[EMBEDDED] = stack.enter_context(Peer("llama.embedded", *_sizes(model, slots, context)))
        yield peers


def play(peer: Peer, jobs: Sequence[Any], **more: Any) -> list[Written]:
    """Run the jobs and return what was written; see bench/peers/concurrent_jobs.py."""
    return [Written(**told) for told in peer.ask({"jobs": list(jobs), **more})]
