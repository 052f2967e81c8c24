"""Finds where to cut a piece that is too long. Pure."""

import re

from .script import is_part_of_one

_BREAK = re.compile(r"[,;:，、；：]\s|\s")


def last_break(text: str, start: int, limit: int, half: int) -> int | None:
    """Return the end of the last comma between `half` and `limit`, or else of the last space; None if there is none."""
    breaks = [found for found in _BREAK.finditer(text, start, limit) if found.start() > start]
    commas = [found.end() for found in breaks if len(found[0]) > 1 and found.start() > half]
    return commas[-1] if commas else breaks[-1].end() if breaks else None


def last_character(text: str, limit: int) -> int:
    """Return the last place up to `limit` that is not inside a character, so that no accent is torn off.

    `limit` is at least 200, so there is room to step back. A text of nothing but accents ends the search.
    """
    return next((end for end in range(limit, limit - 16, -1) if not is_part_of_one(text[end])), limit)
