"""Prometheus metrics of questions, counted by the process that ends an attempt. Practice interviews are left out."""

from typing import Any

from prometheus_client import Counter, Histogram

from .models import Generation, Interview, Turn

# The goal is a first token within 0.5 s; whole questions take 10 s and more.
FIRST = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60)

QUEUE = Histogram(
    "interview_queue_seconds",
    "Seconds from queueing a question until a worker claimed it.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60),
)
FIRST_TOKEN = Histogram(
    "interview_first_token_seconds", "Seconds from queueing a question until Redis had its first token.", buckets=FIRST
)
FIRST_SOUND = Histogram(
    "interview_first_sound_seconds", "Seconds from queueing a question until Redis had its first sound.", buckets=FIRST
)
QUESTION = Histogram(
    "interview_question_seconds",
    "Seconds from queueing a question until it was saved.",
    buckets=(0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60, 120, 300),
)
TOKENS_PER_SECOND = Histogram(
    "interview_tokens_per_second",
    "Tokens per second of a question, from its first token to its last.",
    buckets=(1, 2, 4, 6, 8, 10, 15, 20, 30, 50, 100, 200, 500, 1000, 2000),
)
ATTEMPTS = Counter(
    "interview_attempts",
    "Ended attempts at a question. The code is that of the failure, or the flaw for which the check refused the text.",
    ["outcome", "code", "source"],
)
# Rare failures start at zero; otherwise Prometheus would not see the first one as an increase.
CODES = ("cancelled", "model_unavailable", "prompt_too_long", "empty", "timeout", "internal")
for _code in CODES:
    ATTEMPTS.labels(Generation.Outcome.FAILED, _code, Generation.Source.MODEL)
ATTEMPTS.labels(Generation.Outcome.LOST, "", Generation.Source.MODEL)


def claimed(turn: Turn) -> None:
    """Count a turn that a worker has just claimed."""
    if not turn.interview.practice:
        QUEUE.observe(turn.generation.queue_ms / 1000)


def ended(generation: Generation) -> None:
    """Count an attempt by its saved record. Questions from the bank count as well: candidates wait for them, too."""
    if generation.turn.interview.practice:
        return
    ATTEMPTS.labels(generation.outcome, generation.failure_code, generation.source).inc()
    if generation.outcome == Generation.Outcome.DONE:
        _timed(generation)


def dropped(turn: Turn, outcome: Any, code: str = "") -> None:
    """Count an attempt without a question: refused (the code is the flaw), lost, handed back or never begun."""
    if not turn.interview.practice:
        ATTEMPTS.labels(outcome, code, Generation.Source.MODEL).inc()


def spoken(interview: Interview, first_audio_ms: int | None) -> None:
    """Count a question's first sound, once its voice has ended. `first_audio_ms` is None if no sound was sent."""
    if first_audio_ms is not None and not interview.practice:
        FIRST_SOUND.observe(first_audio_ms / 1000)


def _timed(generation: Generation) -> None:
    first_ms, total_ms, tokens = generation.first_token_ms, generation.total_ms, generation.completion_tokens
    if first_ms is None or total_ms is None:
        return
    FIRST_TOKEN.observe(first_ms / 1000)
    QUESTION.observe(total_ms / 1000)
    if tokens and tokens > 1 and total_ms > first_ms:
        # The first token arrived when the time began.
        TOKENS_PER_SECOND.observe((tokens - 1) * 1000 / (total_ms - first_ms))
