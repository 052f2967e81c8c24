"""Answers many prompts at once from one copy of the weights, by continuous batching over llama.cpp.

One thread decodes. Each of its steps computes one batch: a slice of a prompt, or one token of each of several questions
that are being written. The tokens of an interview stay in the KV cache for its next question.
"""

import queue
import threading
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from pathlib import Path

import structlog

from interviews.llm.errors import ModelUnavailable, PromptTooLong
from interviews.llm.sampling import Sampling
from interviews.llm.token_tally import TokenTally

from .batcher import Batcher
from .cache.kv_cache import KvCache, Prompt
from .decode_job import DecodeJob, DecodeLimits, Finished
from .gguf_model import GgufModel
from .llama_context import ContextSize, LlamaContext
from .output_dispatcher import OutputDispatcher
from .sampler import FormSampler, Sampler
from .steps.costs import StepCosts
from .steps.costs_file import CostsFile
from .steps.cycle import LONGEST_GAP, Cycle
from .steps.measurement import measured

log = structlog.get_logger(__name__)

# A prompt that leaves less room than this in the context is refused.
MIN_ROOM_TOKENS = 64
SLICE_TOKENS = 256  # the most prompt tokens in a step
MAX_WAITING = 64  # questions
PARKED_BYTES = 1 << 30  # for what was read of interviews that wait for their candidate


def context_size(context: int, slots: int) -> ContextSize:
    """Return the sizes for `slots` questions at once, in interviews of `context` tokens."""
    return ContextSize(context, slots, max(SLICE_TOKENS, slots))


class Engine:
    """Answers at most `slots` prompts at once, each in an interview of at most `context` tokens. Thread-safe."""

    def __init__(
        self,
        model: GgufModel,
        *,
        context: int,
        slots: int,
        threads: int,
        longest_gap: float = LONGEST_GAP,
        measurements: Path | None = None,
    ) -> None:
        """Allocate the cache, warm up the model, measure its steps and start the decode thread.

        `threads` are llama.cpp's. `longest_gap` is in seconds, between two tokens of a question, as far as this machine
        can keep to it. What is measured is kept in the folder `measurements`, if there is one. Raise
        ModelUnavailable if there is not enough memory.
        """
        self.model = model
        self.context = min(context, model.trained_context)
        self._slots, self._threads = slots, threads
        self._context = LlamaContext(model, context_size(self.context, slots), threads)
        cache = KvCache(self._context, slots, parked_bytes=PARKED_BYTES, can_cut=not model.is_recurrent)
        self._outputs = OutputDispatcher()
        self._batcher = Batcher(self._context, cache, self._outputs, Cycle(longest_gap))
        self._batcher.warm_up()
        self.costs = self._step_costs(measurements)
        if self.costs:
            self._batcher.use(self.costs)
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._idle, self._closing = threading.Event(), threading.Event()
        self._command_lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="llama", daemon=True)
        self._thread.start()

    def _step_costs(self, folder: Path | None) -> StepCosts | None:
        """Return the costs of steps, measured now or earlier; None if one question is asked at a time, or for want of
        room."""
        if self._slots == 1:
            return None
        file = CostsFile(folder, self.model.sha256, self._threads) if folder else None
        if file and (kept := file.read(self._slots)):
            return kept
        costs = measured(self._context, self._slots)
        if file and costs:
            file.write(costs, self._slots)
        return costs

    @property
    def sizes(self) -> dict[str, int]:
        """The sizes to log after loading."""
        return {"context": self.context, "slots": self._slots, "threads": self._threads}

    def close(self) -> None:
        """End all jobs with ModelUnavailable and free the cache. The model stays loaded."""
        with self._command_lock:
            self._closing.set()
            self._commands.put(lambda: None)
        self._thread.join()
        self._context.close()

    async def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        limits: DecodeLimits,
        session: int | None = None,
        *,
        tally: TokenTally | None = None,
        grammar: str = "",
    ) -> AsyncGenerator[str | Finished, None]:
        """Yield text as it is generated, then one Finished.

        `session` is the interview whose cached tokens may be used. `tally` is brought up to date before each item.
        `grammar` is the GBNF of what may be written; "" for any text. Ending the iteration early stops the job within a
        step. Raise PromptTooLong, ModelTimeout or ModelUnavailable.
        """
        room = self.context - len(prompt.tokens)
        if room < MIN_ROOM_TOKENS:
            raise PromptTooLong(
                f"{len(prompt.tokens)} tokens in a context of {self.context}. "
                "Raise LLM_CONTEXT, or use a model with a longer context."
            )
        if self._batcher.waiting + self._commands.qsize() >= MAX_WAITING:
            raise ModelUnavailable(f"{MAX_WAITING} questions are waiting already. Add workers.")
        limits = replace(limits, max_tokens=min(limits.max_tokens, room))
        job = DecodeJob(session, prompt, self._sampler(sampling, grammar), limits)
        self._send(lambda: self._batcher.add(job))
        try:
            item: str | Finished = ""
            while not isinstance(item, Finished):
                item = await job.stream.next()
                if tally:
                    tally.prompt, tally.completion = len(prompt.tokens), job.written
                yield item
        finally:
            job.cancelled = True

    def _sampler(self, sampling: Sampling, grammar: str) -> Sampler:
        if grammar:
            return FormSampler(sampling, self.model, grammar)
        return Sampler(sampling, self.model.vocabulary_tokens)

    def read_ahead(self, session: int, prompt: Prompt) -> None:
        """Read an unfinished answer in idle steps. It replaces the session's earlier one."""
        if len(prompt.tokens) <= self.context - MIN_ROOM_TOKENS:
            self._send(lambda: self._batcher.read_ahead(session, prompt))

    def forget(self, session: int) -> None:
        """Drop the tokens of an interview that is over."""
        self._send(lambda: self._batcher.forget(session))

    def wait_until_idle(self, seconds: float) -> bool:
        """Block for at most `seconds`, and return whether there was nothing left to read or write."""
        return self._idle.wait(seconds)

    def _send(self, command: Callable[[], None]) -> None:
        with self._command_lock:
            if self._closing.is_set():
                raise ModelUnavailable("the worker is shutting down")
            self._idle.clear()
            self._commands.put(command)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._run_commands()
                self._batcher.step()
            except Exception as error:
                # End all jobs. The next ones start with an empty cache.
                log.exception("the engine failed")
                reason = f"the engine failed: {type(error).__name__}. See the worker's log."
                self._batcher.end_all(ModelUnavailable(reason))
        while not self._commands.empty():
            self._commands.get()()
        self._batcher.end_all(ModelUnavailable("the worker is shutting down"))
        self._outputs.flush()

    def _run_commands(self) -> None:
        """Run the commands of other threads. If there is nothing else to do, wait for one."""
        if not self._batcher.is_busy and self._commands.empty():
            self._outputs.flush()  # the last step's output; otherwise the next step flushes it
            with self._command_lock:
                if self._commands.empty():
                    self._idle.set()
            self._commands.get()()
        while not self._commands.empty():
            self._commands.get()()
