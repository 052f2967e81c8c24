"""Many questions from one copy of the weights: continuous batching over llama.cpp.

One thread decodes. Each of its steps computes one batch: a token for every question that is being written, and a
slice of the prompts that wait to be read. What is read of an interview stays in the KV cache for its next question.
"""

import queue
import threading
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace

import structlog

from interviews.llm.errors import ModelUnavailable, PromptTooLong
from interviews.llm.sampling import Sampling

from .batcher import Batcher
from .decode_job import DecodeJob, DecodeLimits, Finished
from .gguf_model import GgufModel
from .kv_cache import KvCache, Prompt
from .llama_context import MAX_SEQUENCES, ContextSize, LlamaContext
from .output_dispatcher import OutputDispatcher
from .sampler import Sampler

log = structlog.get_logger(__name__)

# A prompt that leaves less than this leaves no room for a question.
MIN_ROOM_TOKENS = 64
SLICE_TOKENS = 256  # of prompts in a step, at most; a token of every question that is written comes on top
MAX_WAITING = 64  # questions
SEQUENCES_PER_SLOT = 4  # interviews whose candidates think keep their place, so many for each that is being asked


def context_size(context: int, slots: int, cells: int = 0) -> ContextSize:
    """For `slots` questions at once in interviews of `context` tokens, or in so many `cells` in all."""
    sequences = min(MAX_SEQUENCES, slots * SEQUENCES_PER_SLOT)
    return ContextSize(cells or context * slots, sequences, SLICE_TOKENS + slots)


class Engine:
    """Asks `slots` questions at once, each in an interview of at most `context` tokens."""

    def __init__(self, model: GgufModel, *, context: int, slots: int, threads: int, cells: int = 0) -> None:
        """`cells`: tokens that the KV cache holds in all; 0 for as many as fill every slot."""
        self.model = model
        self.context = min(context, model.trained_context)
        self._slots, self._threads = slots, threads
        size = context_size(self.context, slots, cells)
        self._context = LlamaContext(model, size, threads)
        cache = KvCache(self._context, size.sequences, self._context.cells, can_cut=not model.is_recurrent)
        self._delivery = OutputDispatcher()
        self._batcher = Batcher(self._context, cache, self._delivery, slots)
        self._batcher.warm_up()
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._idle, self._closing = threading.Event(), threading.Event()
        self._telling = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="llama", daemon=True)
        self._thread.start()

    @property
    def sizes(self) -> dict[str, int]:
        """For a log line."""
        return {"context": self.context, "cells": self._context.cells, "slots": self._slots, "threads": self._threads}

    def close(self) -> None:
        """End what runs, and free the cache. The model stays."""
        with self._telling:
            self._closing.set()
            self._commands.put(lambda: None)
        self._thread.join()
        self._context.close()

    async def generate(
        self, prompt: Prompt, sampling: Sampling, limits: DecodeLimits, session: int | None = None
    ) -> AsyncGenerator[str | Finished, None]:
        """Text as it comes, then one Finished. `session` names the interview, whose cache it may use. Ending iteration
        early stops the model within a step. PromptTooLong, ModelTimeout, ModelUnavailable."""
        room = self.context - len(prompt.tokens)
        if room < MIN_ROOM_TOKENS:
            raise PromptTooLong(
                f"{len(prompt.tokens)} tokens in a context of {self.context}. "
                "Raise LLM_CONTEXT or take a model with more."
            )
        if self._batcher.waiting + self._commands.qsize() >= MAX_WAITING:
            raise ModelUnavailable(f"{MAX_WAITING} questions wait already. Add workers.")
        limits = replace(limits, tokens=min(limits.tokens, room))
        job = DecodeJob(session, prompt, Sampler(sampling, self.model.vocabulary_tokens), limits)
        self._tell(lambda: self._batcher.add(job))
        try:
            while not isinstance(item := await job.stream.next(), Finished):
                yield item
            yield item
        finally:
            job.cancelled = True

    def read_ahead(self, session: int, prompt: Prompt) -> None:
        """Read what a candidate is still writing, in steps in which nobody waits. It replaces what was to be read."""
        if len(prompt.tokens) <= self.context - MIN_ROOM_TOKENS:
            self._tell(lambda: self._batcher.read_ahead(session, prompt))

    def forget(self, session: int) -> None:
        """The interview is over: its tokens leave the cache."""
        self._tell(lambda: self._batcher.forget(session))

    def wait_until_idle(self, seconds: float) -> bool:
        """Whether within that time nothing was left to read or to write."""
        return self._idle.wait(seconds)

    def _tell(self, command: Callable[[], None]) -> None:
        with self._telling:
            if self._closing.is_set():
                raise ModelUnavailable("the worker ends")
            self._idle.clear()
            self._commands.put(command)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._listen()
                self._batcher.step()
            except Exception as error:
                # Those that were in the batch end; the next ones begin with a clean cache.
                log.exception("the engine failed")
                self._batcher.end_all(ModelUnavailable(f"the engine failed: {type(error).__name__}. See its log."))
        while not self._commands.empty():
            self._commands.get()()
        self._batcher.end_all(ModelUnavailable("the worker ends"))
        self._delivery.flush()

    def _listen(self) -> None:
        """Do what was told; with nothing else to do, wait for it."""
        if not self._batcher.is_busy and self._commands.empty():
            self._delivery.flush()  # a step's last words; else the next step sees to that
            with self._telling:
                if self._commands.empty():
                    self._idle.set()
            self._commands.get()()
        while not self._commands.empty():
            self._commands.get()()
