"""What a step computes of one sequence."""

from typing import NamedTuple

from .decode_job import DecodeJob
from .kv_cache import KvSequence
from .llama_context import BatchRow


class BatchEntry(NamedTuple):
    """Tokens of one sequence, and the job that they belong to; a draft has none.

    `wants_logits`: a token is to be drawn after the last one.
    """

    sequence: KvSequence
    tokens: list[int]
    wants_logits: bool = False
    job: DecodeJob | None = None

    @property
    def row(self) -> BatchRow:
        return BatchRow(self.sequence.id, len(self.sequence.tokens), self.tokens, self.wants_logits)

    def halved(self) -> "BatchEntry":
        return self._replace(tokens=self.tokens[: len(self.tokens) // 2], wants_logits=False)
