"""What end-to-end benches run on: the product as processes, and the bare model as a peer."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.harness.models.bench_models import CONTEXT, DEMO, THREADS, context_of
from interviews.interviewer.prompts import STOP
from interviews.llm.message import Message
from interviews.llm.sampling import MAX_TOKENS, Sampling
from ops.stack import Stack

from .cores import allow_many_sockets, beside_the_server
from .peer import Peer


@contextmanager
def web_stage() -> Iterator[Stack]:
    """Start Redis and the database only, for benches that write tokens themselves and start their own web processes.

    Those run on the server's core, and this process keeps off it.
    """
    allow_many_sockets()
    with TemporaryDirectory(prefix="bench-stack-") as folder, beside_the_server():
        stack = Stack(Path(folder))
        try:
            stack.redis.start()
            stack.manage("migrate", "--verbosity", "0")
            yield stack
        finally:
            stack.stop()


@contextmanager
def stack_with(**environment: Any) -> Iterator[Stack]:
    """Start the whole product with these settings, a fresh database and its own Redis."""
    with TemporaryDirectory(prefix="bench-stack-") as folder, Stack(Path(folder), **environment) as stack:
        yield stack


def stack_on(model: Path, **environment: str) -> AbstractContextManager[Stack]:
    """Start the product on a model. The check is off for random weights: it would refuse everything they write."""
    sizes = {"LLM_CONTEXT": str(CONTEXT), "LLM_THREADS": str(THREADS)}
    return stack_with(LLM_MODEL=str(model), LLM_CHECK="on" if model == DEMO else "off", **sizes, **environment)


def bare_model(model: Path) -> Peer:
    return Peer("llama.alone", str(model), str(context_of(model)), str(THREADS))


def request(way: str, prompt: list[Message]) -> dict[str, Any]:
    """Build a request to bench/peers/llama/alone.py: the worker's input, as arguments of `create_chat_completion`."""
    return {"way": way, "messages": prompt, "max_tokens": MAX_TOKENS, "stop": list(STOP), **asdict(Sampling(seed=1))}
