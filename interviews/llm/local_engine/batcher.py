"""Continuous batching: admits questions, computes one step for all of them, and ends them."""

import itertools
import time
from collections import deque

import structlog

from interviews.llm import metrics
from interviews.llm.errors import ModelError, ModelTimeout, ModelUnavailable

from .batch_entry import BatchEntry
from .decode_job import DecodeJob, Finished
from .kv_cache import KvCache, Prompt
from .llama_context import DONE, NO_ROOM, LlamaContext
from .output_dispatcher import OutputDispatcher
from .steps.costs import StepCosts
from .steps.cycle import Cycle
from .steps.prefill_budget import PrefillBudget, allocate
from .steps.turns import Turns

log = structlog.get_logger(__name__)

WARM_UP_TOKENS = 64
ALL_AT_ONCE = StepCosts({1: 1.0, 2: 1.0})  # before they are measured
OLDEST_EVERY = 4  # slices: in the other ones the shortest prompt comes first
LONGEST_GAP = 0.25  # seconds between two tokens of a question, as far as the machine can keep to it


class Batcher:
    """Runs at most `slots` jobs at once, and reads drafts while nobody waits. All calls must come from one thread."""

    def __init__(self, context: LlamaContext, cache: KvCache, outputs: OutputDispatcher, slots: int) -> None:
        self._context, self._cache, self._outputs, self._slots = context, cache, outputs, slots
        self._budget, self._cycle = PrefillBudget(context.batch), Cycle(LONGEST_GAP)
        self._waiting: deque[DecodeJob] = deque()
        self._running: list[DecodeJob] = []
        self._drafts: dict[int, Prompt] = {}
        self._slices = itertools.count(1)
        self.use(ALL_AT_ONCE)
        metrics.WAITING.set_function(lambda: len(self._waiting))
        metrics.RUNNING.set_function(lambda: len(self._running))
        metrics.KV_CELLS.set_function(lambda: self._cache.cells)
        metrics.KV_USED.set_function(lambda: self._cache.used_cells)

    @property
    def is_busy(self) -> bool:
        return bool(self._running or self._waiting or self._drafts)

    @property
    def waiting(self) -> int:
        """The number of jobs that wait to be admitted. Any thread may read it."""
        return len(self._waiting)

    def add(self, job: DecodeJob) -> None:
        """Queue a job. It replaces the session's draft."""
        if job.session is not None:
            self._drafts.pop(job.session, None)
        self._waiting.append(job)

    def read_ahead(self, session: int, prompt: Prompt) -> None:
        """Read a session's draft in steps in which nobody waits.

        It replaces the session's earlier draft, and is ignored if the session's question was already added.
        """
        if session not in {job.session for job in (*self._running, *self._waiting)}:
            self._drafts[session] = prompt

    def forget(self, session: int) -> None:
        """Drop a session's draft and its tokens in the cache."""
        self._drafts.pop(session, None)
        self._cache.forget(session)

    def warm_up(self) -> None:
        """Touch all weights, which may not be in memory yet, and then measure how fast this machine reads."""
        prompt = Prompt([0] * min(WARM_UP_TOKENS, self._context.batch))
        for _ in range(2):
            sequence = self._cache.acquire(None, prompt)
            seconds = self._compute([BatchEntry(sequence, prompt.tokens)])
            self._cache.release(sequence, keep=False)
        self._budget.record(len(prompt.tokens), seconds)

    def use(self, costs: StepCosts) -> None:
        """Compose the steps that write by these costs."""
        self._costs, self._turns = costs, Turns[DecodeJob](costs)

    def step(self) -> None:
        """End what is cancelled or late, admit what waits, and compute one batch."""
        self._end_expired()
        self._admit()
        unread = self._unread_counts()
        writing = [job for job, left in zip(self._running, unread, strict=True) if left == 1]
        prompts = [left if left > 1 else 0 for left in unread]
        if (any(prompts) or self._drafts) and self._is_time_to_read(writing, draft=not any(prompts)):
            self._read(prompts, bool(writing))
        elif writing:
            self._write(writing)
        if self._cache.evicted:
            metrics.KV_EVICTED.inc(self._cache.evicted)
            self._cache.evicted = 0

    def end_all(self, error: ModelError) -> None:
        """End every job with `error`, and clear the cache."""
        for job in (*self._running, *self._waiting):
            self._end(job, error)
        self._drafts.clear()
        self._cache.clear()

    def _end_expired(self) -> None:
        now = time.monotonic()
        for job in [j for j in (*self._running, *self._waiting) if j.cancelled or now >= j.ends_at]:
            self._end(job, ModelTimeout("the model was too slow. Add threads or workers, or use a smaller model."))

    def _admit(self) -> None:
        """Admit jobs in order of arrival, so that one which needs much room is not overtaken forever."""
        while self._waiting and len(self._running) < self._slots and self._has_room_for(self._waiting[0]):
            job = self._waiting[0]
            job.sequence = self._cache.acquire(job.session, job.prompt)
            self._running.append(self._waiting.popleft())

    def _has_room_for(self, job: DecodeJob) -> bool:
        reserved = sum(running.max_cells for running in self._running)
        return not reserved or reserved + job.max_cells <= self._cache.cells

    def _is_time_to_read(self, writing: list[DecodeJob], *, draft: bool) -> bool:
        """Return whether the next step reads: a draft only if no reader would have to wait for it."""
        if not writing:
            return True
        now = time.monotonic()
        readers_wait = any(job.is_behind(now, self._cycle.reading_seconds) for job in writing)
        if not self._turns.is_round_over(writing) or (draft and readers_wait):
            return False
        return self._cycle.is_time_to_read(readers_wait)

    def _read(self, prompts: list[int], beside_writers: bool) -> None:
        """Read a slice of the shortest prompt, or of a draft if there is no prompt."""
        if not any(prompts):
            self._read_draft()
            return
        oldest_first = next(self._slices) % OLDEST_EVERY == 0
        if beside_writers:
            tokens = self._budget.tokens_between(self._cycle.reading_seconds, self._cycle.longest_slice)
        else:
            tokens = self._budget.tokens_alone()
        counts = allocate(prompts, tokens, oldest_first=oldest_first)
        parts = zip(self._running, prompts, counts, strict=True)
        self._compute_slice([self._entry(job, count, count == left) for job, left, count in parts if count])

    def _write(self, writing: list[DecodeJob]) -> None:
        """Give one token to those questions whose turn it is."""
        group = self._turns.next_group(writing)
        seconds = self._compute([self._entry(job, 1, wants_logits=True) for job in group])
        self._cycle.have_written(seconds, self._turns.is_round_over(writing))

    def _entry(self, job: DecodeJob, count: int, wants_logits: bool) -> BatchEntry:
        assert job.sequence
        tokens = job.tokens_from(len(job.sequence.tokens), count)
        return BatchEntry(job.sequence, tokens, wants_logits, job)

    def _unread_counts(self) -> list[int]:
        """Return the number of unread tokens for each running job.

        Of several jobs that begin with the same public part only one reads it. The others count 0 and share it later.
        """
        being_read: list[list[int]] = []
        counts = []
        for job in self._running:
            sequence, prompt = job.sequence, job.prompt
            assert sequence
            if self._cache.can_cut and len(sequence.tokens) < prompt.public_tokens:
                public = prompt.tokens[: prompt.public_tokens]
                if public in being_read:
                    counts.append(0)
                    continue
                self._cache.adopt_shared_prefix(sequence, prompt)
                if len(sequence.tokens) < prompt.public_tokens:
                    being_read.append(public)
            counts.append(job.unread(len(sequence.tokens)))
        return counts

    def _read_draft(self) -> None:
        """Read a part of one draft.

        Drafts are read one after the other, each to its end: if they took turns, they could evict each other forever.
        """
        session, prompt = next(iter(self._drafts.items()))
        sequence = self._cache.acquire_for_draft(session, prompt)
        if sequence is None:
            del self._drafts[session]
            return
        if tokens := prompt.tokens[len(sequence.tokens) :][: self._budget.draft_tokens()]:
            metrics.AHEAD_TOKENS.inc(len(tokens))
            self._compute_slice([BatchEntry(sequence, tokens)])
        if len(sequence.tokens) >= len(prompt.tokens):
            self._drafts.pop(session, None)
        self._cache.release(sequence)

    def _compute_slice(self, entries: list[BatchEntry]) -> None:
        seconds = self._compute(entries)
        self._budget.record(sum(len(entry.tokens) for entry in entries), seconds)
        self._cycle.have_read(seconds)

    def _compute(self, entries: list[BatchEntry]) -> float:
        """Compute one step, and return how many seconds it took."""
        count = sum(len(entry.tokens) for entry in entries)
        self._cache.make_room(count)
        # The tokens of the last step are delivered only now: their readers run while llama.cpp computes, and this
        # thread need not wait for them to release the interpreter.
        self._outputs.flush()
        started = time.monotonic()
        self._decode(entries)
        seconds = time.monotonic() - started
        metrics.BATCH.observe(count)
        metrics.STEP_SECONDS.observe(seconds)
        return seconds

    def _decode(self, entries: list[BatchEntry]) -> None:
        """Compute the entries. What llama.cpp refuses is computed in halves, so that as few jobs as possible fail."""
        while (
            code := self._context.decode([entry.row for entry in entries], self._width(entries))
        ) == NO_ROOM and self._cache.evict():
            pass
        if code == DONE:
            self._advance(entries)
            return
        metrics.FAILED_STEPS.labels(code).inc()
        if code != NO_ROOM and not self._rollback(entries):
            for entry in entries:
                self._fail(entry, code)
        elif len(entries) > 1:
            self._decode(entries[: len(entries) // 2])
            self._decode(entries[len(entries) // 2 :])
        elif code == NO_ROOM and len(entries[0].tokens) > 1:
            self._decode([entries[0].halved()])
        else:
            self._fail(entries[0], code)

    def _width(self, entries: list[BatchEntry]) -> int:
        """Return the number of tokens up to which the step is filled."""
        count = sum(len(entry.tokens) for entry in entries)
        return self._costs.padded(count) if count == len(entries) else count

    def _rollback(self, entries: list[BatchEntry]) -> bool:
        """Undo a failed step. Return whether all sequences are as before; those of a recurrent model cannot be."""
        before = [len(entry.sequence.tokens) for entry in entries]
        for entry in entries:
            self._cache.rollback(entry.sequence)
        return before == [len(entry.sequence.tokens) for entry in entries]

    def _fail(self, entry: BatchEntry, code: int) -> None:
        reason = "no room in the KV cache" if code == NO_ROOM else f"llama_decode returned {code}"
        log.warning("part of a step failed", reason=reason, tokens=len(entry.tokens))
        if entry.job:
            self._end(entry.job, ModelUnavailable(f"{reason}. Lower WORKER_CONCURRENCY, or see the worker's log."))
        else:
            self._drafts.clear()  # drafts are optional and not worth a second try

    def _advance(self, entries: list[BatchEntry]) -> None:
        # First note all tokens as computed, then draw: an error while drawing must not leave the cache's bookkeeping
        # different from its memory.
        to_sample, at = [], 0
        for entry in entries:
            at += len(entry.tokens)
            if entry.job:
                entry.job.add_computed(len(entry.tokens))
                if entry.wants_logits:
                    to_sample.append((entry.job, at - 1))
            self._cache.append(entry.sequence, entry.tokens)
        for job, index in to_sample:
            self._sample(job, index)

    def _sample(self, job: DecodeJob, index: int) -> None:
        token = job.sampler.sample(self._context, index)
        piece = self._context.model.generated_piece(token)
        text = job.end_of_generation() if piece is None else job.add_token(token, piece)
        if text:
            self._outputs.put(job.stream, text)
        if job.finish_reason:
            self._end(job, job.result())

    def _end(self, job: DecodeJob, last: Finished | ModelError) -> None:
        if job.sequence:
            self._running.remove(job)
            self._cache.release(job.sequence)
        else:
            self._waiting.remove(job)
        job.sampler.close()
        self._outputs.put(job.stream, last)
        if isinstance(last, Finished):
            metrics.READ.inc(last.prompt_tokens - last.cached_tokens)
            metrics.CACHED.inc(last.cached_tokens)
            metrics.WRITTEN_TOKENS.inc(last.completion_tokens)
