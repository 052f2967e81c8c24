"""What the decode thread does: takes questions in, computes a step of all of them, sees them off."""

import itertools
import time
from collections import deque
from typing import NamedTuple

import structlog

from interviews.llm import metrics
from interviews.llm.errors import ModelError, ModelTimeout, ModelUnavailable

from .decode_job import DecodeJob, Finished
from .kv_cache import KvCache, KvSequence, Prompt
from .llama_context import DONE, NO_ROOM, BatchRow, LlamaContext
from .output_dispatcher import OutputDispatcher
from .prefill_budget import PrefillBudget, plan

log = structlog.get_logger(__name__)

WARM_UP_TOKENS = 64
OLDEST_EVERY = 4  # steps: in the others the shortest prompt comes first


class BatchEntry(NamedTuple):
    """What a step computes of one sequence, and whether a token is to be drawn behind it. Without a job it is
    read ahead of its question."""

    sequence: KvSequence
    tokens: list[int]
    draws: bool = False
    job: DecodeJob | None = None

    @property
    def row(self) -> BatchRow:
        return BatchRow(self.sequence.id, len(self.sequence.tokens), self.tokens, self.draws)

    def shortened(self) -> "BatchEntry":
        return self._replace(tokens=self.tokens[: len(self.tokens) // 2], draws=False)


class Batcher:
    """Runs at most `slots` generations at once. For one thread."""

    def __init__(self, context: LlamaContext, cache: KvCache, delivery: OutputDispatcher, slots: int) -> None:
        self._context, self._cache, self._delivery, self._slots = context, cache, delivery, slots
        self._pace = PrefillBudget(context.batch - slots)
        self._waiting: deque[DecodeJob] = deque()
        self._running: list[DecodeJob] = []
        self._ahead: dict[int, Prompt] = {}
        self._steps = itertools.count(1)
        metrics.WAITING.set_function(lambda: len(self._waiting))
        metrics.RUNNING.set_function(lambda: len(self._running))
        metrics.KV_CELLS.set_function(lambda: self._cache.cells)
        metrics.KV_USED.set_function(lambda: self._cache.used)

    @property
    def is_busy(self) -> bool:
        return bool(self._running or self._waiting or self._ahead)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def add(self, job: DecodeJob) -> None:
        if job.session is not None:
            self._ahead.pop(job.session, None)
        self._waiting.append(job)

    def read_ahead(self, session: int, prompt: Prompt) -> None:
        """Newer than what was to be read so far. Too late once its question is asked."""
        if session not in {job.session for job in (*self._running, *self._waiting)}:
            self._ahead[session] = prompt

    def forget(self, session: int) -> None:
        self._ahead.pop(session, None)
        self._cache.forget(session)

    def warm_up(self) -> None:
        """Touch all weights, which may still lie on the disk, and learn how fast reading is."""
        prompt = Prompt([0] * min(WARM_UP_TOKENS, self._context.batch))
        for _ in range(2):
            sequence = self._cache.take(None, prompt)
            self._timed([BatchEntry(sequence, prompt.tokens)], writing=0)
            self._cache.release(sequence, keep=False)

    def step(self) -> None:
        self._reap()
        self._admit()
        if self._running:
            self._compute()
        elif self._ahead:
            self._compute_ahead()
        if self._cache.evicted:
            metrics.KV_EVICTED.inc(self._cache.evicted)
            self._cache.evicted = 0

    def end_all(self, error: ModelError) -> None:
        for job in (*self._running, *self._waiting):
            self._end(job, error)
        self._ahead.clear()
        self._cache.clear()

    def _reap(self) -> None:
        now = time.monotonic()
        for job in [g for g in (*self._running, *self._waiting) if g.cancelled or now >= g.ends_at]:
            self._end(job, ModelTimeout("the model was too slow. Add threads or workers, or a smaller model."))

    def _admit(self) -> None:
        """In the order of arrival: one that waits for much room is not overtaken for ever."""
        while self._waiting and len(self._running) < self._slots and self._has_room_for(self._waiting[0]):
            job = self._waiting[0]
            job.sequence = self._cache.take(job.session, job.prompt)
            self._running.append(self._waiting.popleft())

    def _has_room_for(self, job: DecodeJob) -> bool:
        taken = sum(running.cells for running in self._running)
        return not taken or taken + job.cells <= self._cache.cells

    def _compute(self) -> None:
        unread = self._unread()
        writing = unread.count(1)
        counts = plan(unread, self._pace.slice(writing), oldest_first=next(self._steps) % OLDEST_EVERY == 0)
        running = zip(self._running, unread, counts, strict=True)
        self._timed([self._part(g, count, draws=count == left) for g, left, count in running if count], writing)

    def _part(self, job: DecodeJob, count: int, draws: bool) -> BatchEntry:
        assert job.sequence
        tokens = job.tokens_from(len(job.sequence.tokens), count)
        return BatchEntry(job.sequence, tokens, draws, job)

    def _unread(self) -> list[int]:
        """By job. Of those that begin with the same public part one reads it; the others wait, and share it."""
        being_read: list[list[int]] = []
        counts = []
        for job in self._running:
            sequence, prompt = job.sequence, job.prompt
            assert sequence
            if self._cache.can_cut and len(sequence.tokens) < prompt.public:
                public = prompt.tokens[: prompt.public]
                if public in being_read:
                    counts.append(0)
                    continue
                self._cache.extend(sequence, prompt)
                if len(sequence.tokens) < prompt.public:
                    being_read.append(public)
            counts.append(job.unread(len(sequence.tokens)))
        return counts

    def _compute_ahead(self) -> None:
        """One after the other, each to its end: by turns they might push each other out of the cache for ever."""
        session, prompt = next(iter(self._ahead.items()))
        sequence = self._cache.prepare(session, prompt)
        if sequence is None:
            del self._ahead[session]
            return
        if tokens := prompt.tokens[len(sequence.tokens) :][: self._pace.slice_ahead()]:
            metrics.AHEAD_TOKENS.inc(len(tokens))
            self._timed([BatchEntry(sequence, tokens)], writing=0)
        if len(sequence.tokens) >= len(prompt.tokens):
            self._ahead.pop(session, None)
        self._cache.release(sequence)

    def _timed(self, parts: list[BatchEntry], writing: int) -> None:
        count = sum(len(part.tokens) for part in parts)
        self._cache.make_room(count)
        # What the last step drew goes out now: its readers work while llama.cpp computes, and not while this thread
        # would have to wait for them to let go of the interpreter.
        self._delivery.flush()
        began = time.monotonic()
        self._decode(parts)
        seconds = time.monotonic() - began
        self._pace.note(writing, count - writing, seconds)
        metrics.BATCH.observe(count)
        metrics.STEP_SECONDS.observe(seconds)

    def _decode(self, parts: list[BatchEntry]) -> None:
        """Compute the parts; what llama.cpp refuses, in halves, so that only those are touched for whom there is no
        other way."""
        while (code := self._context.decode([part.row for part in parts])) == NO_ROOM and self._cache.evict():
            pass
        if code == DONE:
            self._advance(parts)
            return
        metrics.FAILED_STEPS.labels(code).inc()
        if code != NO_ROOM and not self._restore(parts):
            for part in parts:
                self._give_up(part, code)
        elif len(parts) > 1:
            self._decode(parts[: len(parts) // 2])
            self._decode(parts[len(parts) // 2 :])
        elif code == NO_ROOM and len(parts[0].tokens) > 1:
            self._decode([parts[0].shortened()])
        else:
            self._give_up(parts[0], code)

    def _restore(self, parts: list[BatchEntry]) -> bool:
        """Whether all are what they were before the failed step; a recurrent model's cannot be."""
        before = [len(part.sequence.tokens) for part in parts]
        for part in parts:
            self._cache.restore(part.sequence)
        return before == [len(part.sequence.tokens) for part in parts]

    def _give_up(self, part: BatchEntry, code: int) -> None:
        reason = "no room in the KV cache" if code == NO_ROOM else f"llama_decode answered {code}"
        log.warning("part of a step failed", reason=reason, tokens=len(part.tokens))
        if part.job:
            self._end(part.job, ModelUnavailable(f"{reason}. Lower WORKER_CONCURRENCY, or see the worker's log."))
        else:
            self._ahead.clear()  # a convenience, not worth a second try

    def _advance(self, parts: list[BatchEntry]) -> None:
        # All are noted as read before any is drawn: a failure there must not leave the cache and its books apart.
        drawing, at = [], 0
        for part in parts:
            at += len(part.tokens)
            if part.job:
                part.job.computed(len(part.tokens))
                if part.draws:
                    drawing.append((part.job, at - 1))
            self._cache.note(part.sequence, part.tokens)
        for job, index in drawing:
            self._draw(job, index)

    def _draw(self, job: DecodeJob, index: int) -> None:
        token = job.sampler.draw(self._context, index)
        piece = self._context.model.drawn(token)
        text = job.stop() if piece is None else job.draw(token, piece)
        if text:
            self._delivery.put(job.stream, text)
        if job.finish_reason:
            self._end(job, job.ended())

    def _end(self, job: DecodeJob, last: Finished | ModelError) -> None:
        if job.sequence:
            self._running.remove(job)
            self._cache.release(job.sequence)
        else:
            self._waiting.remove(job)
        job.sampler.close()
        self._delivery.put(job.stream, last)
        if isinstance(last, Finished):
            metrics.READ.inc(last.prompt_tokens - last.cached_tokens)
            metrics.CACHED.inc(last.cached_tokens)
            metrics.WRITTEN_TOKENS.inc(last.completion_tokens)
