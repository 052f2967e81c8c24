"""Chooses the streams that fill a step up to a width. Pure."""

from collections.abc import Sequence


def fillers(ids: Sequence[int], width: int, streams: int) -> list[int]:
    """Return the ids to add to `ids`, so that they are `width` neighbours among the ids 0 to `streams` - 1.

    llama.cpp computes only neighbours together. Return [] if that is impossible.
    """
    first = min(min(ids), streams - width)
    if first < 0 or max(ids) - first >= width:
        return []
    return [id for id in range(first, first + width) if id not in ids]
