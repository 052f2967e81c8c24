"""Runs llama-server on a free port, and is its client.

    python -m bench.peers.llama.server PROGRAM MODEL CONTEXT THREADS SLOTS [OPTION ...]

CONTEXT is that of one slot, and OPTIONs are the program's. Takes the requests of bench/peers/concurrent_jobs.py, over
the OpenAI-compatible endpoint.
"""

import asyncio
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any

from bench.peers.concurrent_jobs import Job, answer_lines, play, request_of
from bench.peers.event_stream import post
from ops.processes.ports import HOST, free_port
from ops.processes.tether import tethered

PATH = "/v1/chat/completions"
LOAD_SECONDS, LOOK_SECONDS = 120, 0.1


def start(program: str, model: str, context: int, threads: str, slots: str, options: Sequence[str]) -> int:
    """Start the server; yield its port once it is ready."""
    port = free_port()
    where = ["--host", HOST, "--port", str(port)]
    sizes = ["-np", slots, "-c", str(context * int(slots)), "-t", threads, "-tb", threads, "-ngl", "0"]
    command = [program, "-m", model, *where, *sizes, *options, "--no-webui", "--log-disable"]
    process = subprocess.Popen(tethered(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait(port, process)
    return port


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LOAD_SECONDS
    while not _is_healthy(port):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("llama-server did not start. Run it by hand to see why, or unset LLAMA_SERVER.")
        time.sleep(LOOK_SECONDS)


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False  # not yet


async def write(port: int, job: Job) -> AsyncIterator[str | int]:
    async with aclosing(post(port, PATH, request_of(job))) as events:  # type: ignore[type-var]
        async for event in events:
            for choice in event["choices"]:
                if text := choice["delta"].get("content"):
                    yield text
            if usage := event.get("usage"):
                yield usage["completion_tokens"]


def main(program: str, model: str, context: str, threads: str, slots: str, *options: str) -> None:
    port = start(program, model, int(context), threads, slots, options)

    async def answer(question: dict[str, Any]) -> list[dict[str, Any]]:
        return await play(lambda job: write(port, job), question["jobs"], question.get("joining"))

    asyncio.run(answer_lines(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
