"""What a step computes in one stream."""

from typing import NamedTuple

from .cache.kv_cache import KvStream
from .decode_job import DecodeJob
from .llama_context import BatchRow


class BatchEntry(NamedTuple):
    """Tokens of one stream, and the job that they belong to; a draft has none.

    `wants_logits`: a token is to be drawn after the last one. A filler is taken back: it only makes the step faster.
    """

    stream: KvStream
    tokens: list[int]
    wants_logits: bool = False
    job: DecodeJob | None = None
    is_filler: bool = False

    @property
    def row(self) -> BatchRow:
        return BatchRow(self.stream.id, len(self.stream.tokens), self.tokens, self.wants_logits)
