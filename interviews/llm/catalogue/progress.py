"""Prints how far a download is."""

import time
from collections.abc import Callable

EVERY_SECONDS = 2.0

Report = Callable[[str], None]


class DownloadProgress:
    """Reports a line every two seconds, and one at the end. Call it with the number of bytes that are there."""

    def __init__(self, total_bytes: int, report: Report, clock: Callable[[], float] = time.monotonic) -> None:
        self.report = report
        self._total, self._clock = total_bytes, clock
        self._reported_at: float | None = None
        self._bytes = 0

    def __call__(self, done_bytes: int) -> None:
        now = self._clock()
        if self._reported_at is None:
            self._reported_at, self._bytes = now, done_bytes
        seconds = now - self._reported_at
        if seconds < EVERY_SECONDS and done_bytes < self._total:
            return
        rate = f", {(done_bytes - self._bytes) / seconds / 1e6:.1f} MB/s" if seconds else ""
        self.report(f"{self.of(done_bytes)} ({done_bytes * 100 // self._total} %){rate}")
        self._reported_at, self._bytes = now, done_bytes

    def of(self, done_bytes: int) -> str:
        return f"{done_bytes / 1e6:,.0f} of {self._total / 1e6:,.0f} MB"
