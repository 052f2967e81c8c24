"""Measures what steps of this model cost on this machine, before it is asked anything."""

import time
from collections.abc import Callable

import llama_cpp

from interviews.llm.local_engine.llama_context import DONE, BatchRow, LlamaContext

from .costs import StepCosts

WIDTHS = (1, 16, 8, 4, 2, 12, 6, 3)  # rows, the most telling ones first: there may be no time for all
MOST_SECONDS = 3.0
PASSES = 5  # at most; the least of them counts, because others may use the machine too

Clock = Callable[[], float]


def clock_of_steps() -> Clock:
    """Return the clock that times a step.

    On a CPU it is the CPU time of this thread, which excludes the time in which another process has the core.
    llama.cpp's other threads compute for as long as this one.
    """
    return time.monotonic if llama_cpp.llama_supports_gpu_offload() else time.thread_time


def measured(context: LlamaContext, slots: int, clock: Clock = time.monotonic) -> StepCosts | None:
    """Return the costs of steps of up to `slots` rows. Takes about MOST_SECONDS; the cache must be empty, and is again.

    Return None if llama.cpp computes no such step, for want of room. `clock` is for the time of all.
    """
    ends_at = clock() + MOST_SECONDS
    seconds: dict[int, float] = {}
    for width in [width for width in WIDTHS if width <= slots] * PASSES:
        if seconds and clock() + _expected(seconds, width) > ends_at:
            break
        taken = _step(context, width)
        if taken is None:
            return None
        seconds[width] = min(taken, seconds.get(width, taken))
    return StepCosts(seconds)


def _expected(seconds: dict[int, float], width: int) -> float:
    """Return about how long a step will take: as before, or as many steps of one row."""
    return seconds.get(width, width * seconds[min(seconds)])


def _step(context: LlamaContext, width: int) -> float | None:
    """Return the seconds of a step of `width` rows, None if it is refused."""
    clock = clock_of_steps()
    began = clock()
    code = context.decode([BatchRow(id, 0, [0], wants_logits=True) for id in range(width)])
    taken = clock() - began
    context.clear()
    return taken if code == DONE else None
