"""What a bench of the whole path runs on: the product as processes, the bare model beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.models import CONTEXT, THREADS, context_of
from bench.peer import Peer
from interviews.interviewer.prompts import STOP, Message
from interviews.llm.chat_model import MAX_TOKENS
from interviews.llm.llama import Sampling
from ops.stack import Stack


@contextmanager
def stack_on(model: Path | None = None) -> Iterator[Stack]:
    """The product on that model, with room in its database and Redis of its own."""
    environment = {"LLM_MODEL": str(model)} if model else {}
    environment |= {"LLM_CONTEXT": str(CONTEXT), "LLM_THREADS": str(THREADS)}
    with TemporaryDirectory(prefix="bench-stack-") as folder, Stack(Path(folder), **environment) as stack:
        yield stack


def bare_model(model: Path) -> Peer:
    return Peer("llama_alone", str(model), str(context_of(model)), str(THREADS))


def request(way: str, prompt: list[Message]) -> dict[str, Any]:
    """For bench/peers/llama_alone.py: what the worker gives its model, in the words of `create_chat_completion`."""
    return {"way": way, "messages": prompt, "max_tokens": MAX_TOKENS, "stop": list(STOP), **asdict(Sampling(seed=1))}
