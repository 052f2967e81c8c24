"""The peers of the engine's benches: our model class, llama-server if installed, and llama-cpp-python alone.

All get the same model, threads and context. A peer that is not being asked uses no CPU time.
"""

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
SLOTS = 8
THREADS = max(1, (os.cpu_count() or 1) - 1)  # one core is left to the reader of the tokens
ABSENT = "llama-server was not found: put it on PATH, or its path in LLAMA_SERVER"


def llama_server() -> str | None:
    """Return the program's path, or None. Exits if LLAMA_SERVER names a program that does not exist."""
    named = os.environ.get("LLAMA_SERVER")
    if named and not shutil.which(named):
        raise SystemExit(f"LLAMA_SERVER={named}: no such program. Put the path of llama-server there, or unset it.")
    return shutil.which(named or "llama-server")


def ours(model: Path, slots: int = SLOTS) -> Peer:
    return Peer("engine", str(model), str(context_of(model)), str(THREADS), str(slots))


def server(program: str, model: Path) -> Peer:
    return Peer("llama.server", program, str(model), str(context_of(model)), str(THREADS), str(SLOTS))


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


def play(peer: Peer, jobs: Sequence[Any], **more: Any) -> list[Written]:
    """Run the jobs and return what was written; see bench/peers/concurrent_jobs.py."""
    return [Written(**told) for told in peer.ask({"jobs": list(jobs), **more})]
