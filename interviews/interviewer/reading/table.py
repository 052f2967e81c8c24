"""Compiles the tables: one pattern a line, `<name>` for an entry of the table's WORDS.

A line that is indented further than the first continues the line before it.
"""

import re
from collections.abc import Mapping
from inspect import cleandoc

_CONTINUED = re.compile(r"\n +")
_NAME = re.compile(r"<([a-z]+)>")


def compiled(lines: str, words: Mapping[str, str], before: str = "") -> re.Pattern[str]:
    """Compile the patterns of `lines` into one. `before` goes before each of them."""
    pattern = "|".join(_CONTINUED.sub("", cleandoc(lines)).splitlines())
    while _NAME.search(pattern):  # an entry may name others
        pattern = _NAME.sub(lambda name: f"(?:{words[name[1]]})", pattern)
    return re.compile(f"{before}(?:{pattern})")
