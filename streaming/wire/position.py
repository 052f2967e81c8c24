"""A position in a stream, `<epoch>-<offset>`: at once the Redis stream id, the SSE id and the key to resume with."""

import re
from typing import NamedTuple

_FORM = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)


class StreamPosition(NamedTuple):
    """Ordered by epoch (one attempt at one question), then by offset, which counts from 1 inside it."""

    epoch: int
    offset: int

    @classmethod
    def parse(cls, text: str) -> "StreamPosition":
        """ValueError on anything but two whole numbers of at most 18 digits with a hyphen between."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError("a position has the form <epoch>-<offset>")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.epoch}-{self.offset}"


START = StreamPosition(0, 0)
