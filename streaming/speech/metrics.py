"""What a process counts of its voice, for /metrics."""

from prometheus_client import Counter, Gauge, Histogram

CLIPS = Counter("speech_clips", "Sentences asked of a backend, and what came of them.", ["backend", "outcome"])
SECONDS = Histogram(
    "speech_synthesis_seconds",
    "From a sentence's turn at a backend to its sound.",
    ["backend"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 30),
)
SKIPPED = Counter("speech_skipped", "Sentences that were passed over: no sound for them was sent.", ["reason"])
OPEN = Gauge("speech_circuit_open", "1 while a backend is left out.", ["backend"])
