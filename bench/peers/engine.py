"""Our model class in a separate process, used as the worker uses it, without Redis, database or web server.

    python -m bench.peers.engine MODEL CONTEXT THREADS SLOTS

CONTEXT is that of one slot. Besides the requests of bench/peers/concurrent_jobs.py it takes
{"draft": messages, "session"}, which is answered once the draft has been read; {"over": sessions}, which forgets
interviews that have ended; and {}, which is answered without loading the model. Any other request loads it.
"""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import structlog
from langchain_core.language_models import BaseChatModel

from interviews.interviewer.prompts import STOP
from interviews.llm.backends import SWITCH_SECONDS, Backend, make_backend
from interviews.llm.model_settings import ModelSettings
from interviews.llm.sampling import Sampling

from .concurrent_jobs import Job, answer_lines, play

MAX_SECONDS = READ_SECONDS = 900.0  # enough for a big model on a small machine


def backend_of(model: str, context: str, threads: str, slots: str) -> Backend:
    settings = ModelSettings("llama_cpp", model, context_tokens=int(context), threads=int(threads))
    return make_backend(settings, int(slots))


async def write(model: BaseChatModel, job: Job) -> AsyncIterator[str | int]:
    chunks = model.astream(
        job["messages"],
        stop=list(job.get("stop", STOP)),
        sampling=Sampling(seed=job["seed"]),
        max_tokens=job["max_tokens"],
        max_seconds=MAX_SECONDS,
        session=job["session"],
    )
    async with aclosing(chunks) as arriving:  # type: ignore[type-var]
        async for chunk in arriving:
            if chunk.content:
                yield str(chunk.content)
            if usage := getattr(chunk, "usage_metadata", None):
                yield usage["output_tokens"]


async def read(backend: Backend, model: Any, chat: list[Any], session: int) -> dict[str, float]:
    """Read a draft; return how many seconds it took. Raises RuntimeError after READ_SECONDS."""
    began = time.monotonic()
    backend.read_ahead(chat, session)
    if not await asyncio.to_thread(model.engine.wait_until_idle, READ_SECONDS):
        raise RuntimeError(f"a draft was not read within {READ_SECONDS} s")
    return {"seconds": time.monotonic() - began}


def main(*arguments: str) -> None:
    sys.setswitchinterval(SWITCH_SECONDS)
    # Standard output carries the answers, so logs go to standard error.
    warnings = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=warnings, logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    backend = backend_of(*arguments)

    async def answer(question: dict[str, Any]) -> Any:
        if not question:
            return {}
        model = backend.load()
        for session in question.get("over", []):
            backend.forget(session)
        if "over" in question:
            return {}
        if "draft" in question:
            return await read(backend, model, question["draft"], question["session"])
        return await play(lambda job: write(model, job), question["jobs"], question.get("joining"))

    asyncio.run(answer_lines(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
