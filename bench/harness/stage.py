"""What a bench of the whole path runs on: the product as processes, the bare model beside it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.harness.models.models import CONTEXT, DEMO, THREADS, context_of
from interviews.interviewer.prompts import STOP
from interviews.llm.local_engine.chat_model import MAX_TOKENS
from interviews.llm.message import Message
from interviews.llm.sampling import Sampling
from ops.stack import Stack

from .cores import allow_many_sockets, beside_the_server
from .peer import Peer


@contextmanager
def web_stage() -> Iterator[Stack]:
    """Redis and the database, without a model: for benches that write tokens themselves and start web processes as
    they need them, each on the server's core. Whoever runs in here keeps off that core."""
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
    """The product with those settings, with room in its database and Redis of its own."""
    with TemporaryDirectory(prefix="bench-stack-") as folder, Stack(Path(folder), **environment) as stack:
        yield stack


def stack_on(model: Path, **environment: str) -> AbstractContextManager[Stack]:
    """The product on that model. What random weights say is not checked: none of it would be asked."""
    sizes = {"LLM_CONTEXT": str(CONTEXT), "LLM_THREADS": str(THREADS)}
    return stack_with(LLM_MODEL=str(model), LLM_CHECK="on" if model == DEMO else "off", **sizes, **environment)


def bare_model(model: Path) -> Peer:
    return Peer("llama_alone", str(model), str(context_of(model)), str(THREADS))


def request(way: str, prompt: list[Message]) -> dict[str, Any]:
    """For bench/peers/llama_alone.py: what the worker gives its model, in the words of `create_chat_completion`."""
    return {"way": way, "messages": prompt, "max_tokens": MAX_TOKENS, "stop": list(STOP), **asdict(Sampling(seed=1))}
