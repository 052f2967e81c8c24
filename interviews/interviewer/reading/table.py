"""Compiles a language's table of patterns."""

import re
from collections.abc import Mapping


def compiled(lines: str, words: Mapping[str, str], before: str = "") -> re.Pattern[str]:
    """Compile patterns, one a line. `<name>` stands for that entry of `words`, `before` goes before every pattern."""
    pattern = "|".join(line.strip() for line in lines.strip().splitlines())
    for _ in range(2):  # an entry may name entries
        pattern = re.sub(r"<([a-z]+)>", lambda name: f"(?:{words[name[1]]})", pattern)
    return re.compile(f"{before}(?:{pattern})")
