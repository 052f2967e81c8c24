"""A row of a step: the tokens that it computes for one interview."""

from collections.abc import Sequence
from typing import NamedTuple

from .cache.kv_cache import KvStream
from .decode_job import DecodeJob
from .llama_context import BatchRow
from .steps.block import fillers


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


def fillers_of(entries: Sequence[BatchEntry], streams: Sequence[KvStream], width: int, room: int) -> list[BatchEntry]:
    """Return what fills a step that only writes up to `width` rows; [] if there is nothing to fill, or no room for it.

    `room` is what a stream holds, in tokens.
    """
    if any(len(entry.tokens) > 1 for entry in entries):
        return []
    ids = fillers([entry.stream.id for entry in entries], width, len(streams))
    has_room = all(len(streams[id].tokens) < room for id in ids)
    return [BatchEntry(streams[id], [0], is_filler=True) for id in ids] if has_room else []
