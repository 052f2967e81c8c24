"""Metrics of a worker's writes to Redis."""

from streaming.durations import Durations

APPEND = Durations(
    "stream_append_seconds",
    "From handing events to Redis until it had logged and published them, retries included.",
    (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0),
)
