"""Metrics of a process's speech."""

from prometheus_client import Counter, Gauge, Histogram

CLIPS = Counter("speech_clips", "Sentences that a backend was asked for, by outcome.", ["backend", "outcome"])
SECONDS = Histogram(
    "speech_synthesis_seconds",
    "From the start of a sentence's synthesis until its sound.",
    ["backend"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 30),
)
SKIPPED = Counter("speech_skipped", "Sentences that were skipped: no audio was sent for them.", ["reason"])
OPEN = Gauge("speech_circuit_open", "1 while a backend is left out.", ["backend"])
FALLBACKS = Counter(
    "speech_fallbacks",
    "Interviews that another backend speaks from then on, by the backend that it replaces: because a sentence failed,"
    " or because the backend was away or behind when a question began.",
    ["backend", "reason"],
)
