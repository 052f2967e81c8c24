"""xllamacpp: llama-server's engine within the Python process, called without HTTP.

    python -m bench.peers.llama.embedded MODEL CONTEXT THREADS SLOTS

CONTEXT is that of one slot. Takes the requests of bench/peers/concurrent_jobs.py.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import xllamacpp

from bench.peers.concurrent_jobs import Job, answer_lines, play, request_of


def server_of(model: str, context: int, threads: int, slots: int) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx, params.n_parallel = context * slots, slots
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.n_gpu_layers, params.verbosity = 0, -1
    return xllamacpp.Server(params)


async def write(server: Any, threads: ThreadPoolExecutor, job: Job) -> AsyncIterator[str | int]:
    loop, chunks, stopped = asyncio.get_running_loop(), asyncio.Queue[Any](), threading.Event()

    def take(chunk: Any) -> bool:
        for each in chunk if isinstance(chunk, list) else [chunk]:
            loop.call_soon_threadsafe(chunks.put_nowait, each)
        return stopped.is_set()  # True ends the text

    writing = loop.run_in_executor(threads, server.handle_chat_completions, request_of(job), take)
    writing.add_done_callback(lambda _: chunks.put_nowait(None))
    try:
        while chunk := await chunks.get():
            for choice in chunk.get("choices", ()):
                if text := choice["delta"].get("content"):
                    yield text
            if usage := chunk.get("usage"):
                yield usage["completion_tokens"]
    finally:
        stopped.set()
        await writing


def main(model: str, context: str, threads: str, slots: str) -> None:
    server = server_of(model, int(context), int(threads), int(slots))
    callers = ThreadPoolExecutor(int(slots))

    async def answer(question: dict[str, Any]) -> list[dict[str, Any]]:
        return await play(lambda job: write(server, callers, job), question["jobs"], question.get("joining"))

    asyncio.run(answer_lines(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
