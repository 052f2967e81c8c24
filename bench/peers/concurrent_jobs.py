"""Runs jobs of one model concurrently and times their text on arrival, for peers that are asked in lines of JSON.

{"jobs": [{"messages", "max_tokens", "seed", "session"}, ...], "joining": a job, or absent} is answered with a list of
{"began", "at": [...], "ended", "tokens", "text"} in the order of the jobs, with times in seconds of one clock. The jobs
begin together, and end where a question does unless a job has its own list "stop". The joining one begins once all of
them are writing; when it has ended, they are stopped.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import asdict
from typing import Any

from interviews.interviewer.prompts import STOP
from interviews.llm.sampling import Sampling

RUNNING_TOKENS = 8  # a job with this many pieces counts as writing
Job = dict[str, Any]
# Yields pieces of text, then the number of tokens. Closing it stops the model.
Source = Callable[[Job], AsyncIterator[str | int]]
Answer = Callable[[Any], Awaitable[Any]]


def request_of(job: Job) -> dict[str, Any]:
    """Return the body of a streamed chat completion, in OpenAI's form."""
    stream = {"stream": True, "stream_options": {"include_usage": True}}
    limits = {"max_tokens": job["max_tokens"], "stop": list(job.get("stop", STOP))}
    return {"messages": job["messages"], **limits, **asdict(Sampling(seed=job["seed"])), **stream}


class Writing:
    """One job, and when its pieces arrived."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._at: list[float] = []
        self._text: list[str] = []
        self._tokens = 0
        self.runs = asyncio.Event()

    async def run(self, source: Source) -> None:
        self._began = time.monotonic()
        try:
            async with aclosing(source(self._job)) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    self._take(piece)
        finally:
            self._ended = time.monotonic()
            self.runs.set()  # so that nobody waits for a job that has ended

    def _take(self, piece: str | int) -> None:
        if isinstance(piece, int):
            self._tokens = piece
            return
        self._at.append(time.monotonic())
        self._text.append(piece)
        if len(self._at) == RUNNING_TOKENS:
            self.runs.set()

    def told(self) -> dict[str, Any]:
        text = "".join(self._text)
        return {"began": self._began, "at": self._at, "ended": self._ended, "tokens": self._tokens, "text": text}


async def play(source: Source, jobs: list[Job], joining: Job | None = None) -> list[dict[str, Any]]:
    """Run the jobs. Raises RuntimeError if one of them ended before the joining one."""
    writings = [Writing(job) for job in jobs]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(writing.run(source)) for writing in writings]
        if joining is not None:
            for writing in writings:
                await writing.runs.wait()
            writings.append(Writing(joining))
            await writings[-1].run(source)
            if any(task.done() for task in tasks):
                raise RuntimeError("a stream ended before the joining one: give it more tokens")
            for task in tasks:
                task.cancel()
    return [writing.told() for writing in writings]


async def answer_lines(answer: Answer) -> None:
    """Answer each line of standard input until it ends."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(await answer(json.loads(line))), flush=True)
