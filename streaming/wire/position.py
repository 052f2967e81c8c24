"""Positions in a stream, `<epoch>-<offset>`: the Redis stream id, the SSE id and the key that a client resumes with."""

import re
from typing import NamedTuple

_FORM = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)


class StreamPosition(NamedTuple):
    """Ordered by epoch, which is one attempt at one question, then by offset, which counts from 1 in each epoch."""

    epoch: int
    offset: int

    @classmethod
    def parse(cls, text: str) -> "StreamPosition":
        """Parse `<epoch>-<offset>`. Raise ValueError unless both are decimal numbers of at most 18 digits."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError("a position has the form <epoch>-<offset>")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.epoch}-{self.offset}"


START = StreamPosition(0, 0)
