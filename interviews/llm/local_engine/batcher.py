"""Continuous batching: admits questions, computes one step for all of them, and ends them."""

import itertools
import time
from collections import deque

import structlog

from interviews.llm import metrics
from interviews.llm.errors import ModelError, ModelTimeout, ModelUnavailable

from .batch_entry import BatchEntry, fillers_of
from .cache.kv_cache import KvCache, Prompt
from .decode_job import DecodeJob, Finished
from .llama_context import DONE, LlamaContext
from .output_dispatcher import OutputDispatcher
from .steps.costs import StepCosts
from .steps.cycle import Cycle
from .steps.prefill_budget import PrefillBudget, allocate
from .steps.turns import Turns

log = structlog.get_logger(__name__)

WARM_UP_TOKENS = 64
ALL_AT_ONCE = StepCosts({1: 1.0, 2: 1.0})  # before they are measured
OLDEST_EVERY = 4  # slices: in the other ones the shortest prompt comes first


class Batcher:
    """Runs as many jobs at once as the cache has streams, and reads drafts while nobody waits.

    All calls must come from one thread.
    """

    def __init__(self, context: LlamaContext, cache: KvCache, outputs: OutputDispatcher, cycle: Cycle) -> None:
        """Each of the cache's streams is a place for a job."""
        self._context, self._cache, self._outputs = context, cache, outputs
        self._budget, self._cycle = PrefillBudget(context.batch), cycle
        self._waiting: deque[DecodeJob] = deque()
        self._running: list[DecodeJob] = []
        self._drafts: dict[int, Prompt] = {}
        self._slices = itertools.count(1)
        self.use(ALL_AT_ONCE)
        metrics.WAITING.set_function(lambda: len(self._waiting))
        metrics.RUNNING.set_function(lambda: len(self._running))
        metrics.KV_CELLS.set_function(lambda: context.context * len(cache.streams))
        metrics.KV_USED.set_function(lambda: cache.used_cells)
        metrics.KV_PARKED.set_function(lambda: cache.parked.bytes)

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
            stream = self._cache.acquire(None, prompt)
            seconds = self._compute([BatchEntry(stream, prompt.tokens)])
            self._cache.release(stream, keep=False)
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
        if dropped := self._cache.parked.dropped:
            metrics.KV_EVICTED.inc(dropped)
            self._cache.parked.dropped = 0

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
        while self._waiting and len(self._running) < len(self._cache.streams):
            job = self._waiting.popleft()
            job.kv = self._cache.acquire(job.session, job.prompt)
            self._running.append(job)

    def _is_time_to_read(self, writing: list[DecodeJob], *, draft: bool) -> bool:
        """Return whether the next step reads: a draft only if no reader would have to wait for it."""
        if draft and all(stream.busy for stream in self._cache.streams):
            return False
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
        self._compute_slice([self._slice(job, count, left) for job, left, count in parts if count])

    def _slice(self, job: DecodeJob, count: int, left: int) -> BatchEntry:
        """Return the next `count` tokens of the `left` ones, or fewer if the public part ends before."""
        assert job.kv
        count = min(count, self._cache.unread_public(job.kv) or count)
        return self._entry(job, count, wants_logits=count == left)

    def _write(self, writing: list[DecodeJob]) -> None:
        """Give one token to those questions whose turn it is."""
        # llama.cpp computes neighbouring streams together.
        in_order = sorted(writing, key=lambda job: job.kv.id if job.kv else 0)
        group = self._turns.next_group(in_order, self._cycle.may_turn_back)
        seconds = self._compute([self._entry(job, 1, wants_logits=True) for job in group])
        self._cycle.have_written(seconds, self._turns.is_round_over(writing))

    def _entry(self, job: DecodeJob, count: int, wants_logits: bool) -> BatchEntry:
        assert job.kv
        tokens = job.tokens_from(len(job.kv.tokens), count)
        return BatchEntry(job.kv, tokens, wants_logits, job)

    def _unread_counts(self) -> list[int]:
        """Return the number of unread tokens for each running job.

        Of several jobs that begin with the same public part only one reads it. The others count 0 and load it later.
        """
        being_read: list[list[int]] = []
        counts = []
        for job in self._running:
            stream = job.kv
            assert stream
            public = stream.public
            if len(stream.tokens) < len(public):
                if public in being_read:
                    counts.append(0)
                    continue
                self._cache.adopt_public_part(stream, job.prompt)
                if len(stream.tokens) < len(public):
                    being_read.append(public)
            counts.append(job.unread(len(stream.tokens)))
        return counts

    def _read_draft(self) -> None:
        """Read a part of one draft.

        Drafts are read one after the other, each to its end, so that their interviews are not parked in turn.
        """
        session, prompt = next(iter(self._drafts.items()))
        stream = self._cache.acquire_for_draft(session, prompt)
        assert stream
        count = self._budget.draft_tokens()
        count = min(count, self._cache.unread_public(stream) or count)
        if tokens := prompt.tokens[len(stream.tokens) :][:count]:
            metrics.AHEAD_TOKENS.inc(len(tokens))
            self._compute_slice([BatchEntry(stream, tokens)])
        if len(stream.tokens) >= len(prompt.tokens):
            self._drafts.pop(session, None)
        self._cache.release(stream)

    def _compute_slice(self, entries: list[BatchEntry]) -> None:
        seconds = self._compute(entries)
        self._budget.record(sum(len(entry.tokens) for entry in entries), seconds)
        self._cycle.have_read(seconds)

    def _compute(self, entries: list[BatchEntry]) -> float:
        """Compute one step, and return how many seconds it took."""
        # The tokens of the last step are delivered only now: their readers run while llama.cpp computes, and this
        # thread need not wait for them to release the interpreter.
        self._outputs.flush()
        started = time.monotonic()
        self._decode(entries)
        seconds = time.monotonic() - started
        metrics.BATCH.observe(sum(len(entry.tokens) for entry in entries))
        metrics.STEP_SECONDS.observe(seconds)
        return seconds

    def _decode(self, entries: list[BatchEntry]) -> None:
        """Compute the entries. What llama.cpp refuses is computed in halves, so that as few jobs as possible fail."""
        room = self._context.context if self._context.can_pad else 0
        added = fillers_of(entries, self._cache.streams, self._costs.padded(len(entries)), room)
        entries = sorted([*entries, *added], key=lambda entry: entry.stream.id)
        code = self._context.decode([entry.row for entry in entries])
        for filler in added:
            self._context.cut(filler.stream.id, len(filler.stream.tokens))
        if code == DONE:
            self._advance(entries)
            return
        metrics.FAILED_STEPS.labels(code).inc()
        entries = [entry for entry in entries if not entry.is_filler]
        if not self._rollback(entries):
            for entry in entries:
                self._fail(entry, code)
        elif len(entries) > 1:
            self._decode(entries[: len(entries) // 2])
            self._decode(entries[len(entries) // 2 :])
        else:
            self._fail(entries[0], code)

    def _rollback(self, entries: list[BatchEntry]) -> bool:
        """Undo a failed step. Return whether all streams are as before; those of a recurrent model cannot be."""
        before = [len(entry.stream.tokens) for entry in entries]
        for entry in entries:
            self._cache.rollback(entry.stream)
        return before == [len(entry.stream.tokens) for entry in entries]

    def _fail(self, entry: BatchEntry, code: int) -> None:
        reason = f"llama_decode returned {code}"
        log.warning("part of a step failed", reason=reason, tokens=len(entry.tokens))
        if entry.job:
            self._end(entry.job, ModelUnavailable(f"{reason}. See the worker's log."))
        else:
            self._drafts.clear()  # drafts are optional and not worth a second try

    def _advance(self, entries: list[BatchEntry]) -> None:
        # First note all tokens as computed, then draw: an error while drawing must not leave the cache's bookkeeping
        # different from its memory.
        to_sample, at = [], 0
        for entry in entries:
            at += len(entry.tokens)
            if entry.is_filler:
                continue
            if entry.job:
                entry.job.add_computed(len(entry.tokens))
                if entry.wants_logits:
                    to_sample.append((entry.job, at - 1))
            self._cache.append(entry.stream, entry.tokens)
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
        if job.kv:
            self._running.remove(job)
            self._cache.release(job.kv)
        else:
            self._waiting.remove(job)
        job.sampler.close()
        self._outputs.put(job.stream, last)
        if isinstance(last, Finished):
            metrics.READ.inc(last.prompt_tokens - last.cached_tokens)
            metrics.CACHED.inc(last.cached_tokens)
            metrics.WRITTEN_TOKENS.inc(last.completion_tokens)
