"""llama-cpp-python alone, used as in its documentation, without worker, Redis, database or web server.

    python -m bench.peers.llama.alone MODEL CONTEXT THREADS

Takes {"way", "messages", "stop", "sampling", "max_tokens"}; "way" names a function here.
"""

import json
import sys
import time
from typing import Any

from llama_cpp import Llama


def streamed(llama: Llama, request: dict[str, Any]) -> dict[str, float]:
    """Return the ms to the first text and to the whole text.

    Everything before the last message is read first, as a worker that asked the previous question has read it.
    """
    if len(request["messages"]) > 2:
        llama.create_chat_completion(**{**request, "messages": request["messages"][:-1], "max_tokens": 1})
    began = time.monotonic()
    first = None
    chunks: Any = llama.create_chat_completion(**request, stream=True)
    for chunk in chunks:
        if first is None and chunk["choices"][0]["delta"].get("content"):
            first = time.monotonic()
    return {"first_ms": 1000 * ((first or time.monotonic()) - began), "whole_ms": 1000 * (time.monotonic() - began)}


def whole(llama: Llama, request: dict[str, Any]) -> dict[str, float]:
    """Return the tokens per second without streaming. The prompt is read before, so only writing is timed."""
    llama.create_chat_completion(**{**request, "max_tokens": 1})
    began = time.monotonic()
    answer: Any = llama.create_chat_completion(**request)
    return {"tokens_per_second": answer["usage"]["completion_tokens"] / (time.monotonic() - began)}


def main(model: str, context: str, threads: str) -> None:
    llama = Llama(model, n_ctx=int(context), n_threads=int(threads), n_threads_batch=int(threads), verbose=False)
    ways = {"streamed": streamed, "whole": whole}
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(ways[request.pop("way")](llama, request)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
