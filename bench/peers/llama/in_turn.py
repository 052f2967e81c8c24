"""llama-cpp-python alone, used as in its documentation, one request after another.

    python -m bench.peers.llama.in_turn MODEL CONTEXT THREADS

Takes the requests of bench/peers/concurrent_jobs.py, without a joining job. Each prompt is read separately from "asked"
on, before the text is timed. Without streaming it is fastest, so the whole text has a single time.
"""

import asyncio
import sys
import time
from dataclasses import asdict
from typing import Any

from llama_cpp import Llama

from bench.peers.concurrent_jobs import Job, answer_lines
from interviews.interviewer.prompts import STOP
from interviews.llm.sampling import Sampling


def write(llama: Llama, job: Job) -> dict[str, Any]:
    request = {"messages": job["messages"], "stop": list(job.get("stop", STOP)), **asdict(Sampling(seed=job["seed"]))}
    asked = time.monotonic()
    llama.create_chat_completion(**request, max_tokens=1)
    began = time.monotonic()
    whole: Any = llama.create_chat_completion(**request, max_tokens=job["max_tokens"])
    ended = time.monotonic()
    text, tokens = whole["choices"][0]["message"]["content"], whole["usage"]["completion_tokens"]
    return {"asked": asked, "began": began, "at": [ended], "ended": ended, "tokens": tokens, "text": text}


def main(model: str, context: str, threads: str) -> None:
    llama = Llama(
        model,
        n_ctx=int(context),
        n_threads=int(threads),
        n_threads_batch=int(threads),
        n_gpu_layers=0,
        verbose=False,
    )

    async def answer(question: dict[str, Any]) -> list[dict[str, Any]]:
        return [write(llama, job) for job in question["jobs"]]

    asyncio.run(answer_lines(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
