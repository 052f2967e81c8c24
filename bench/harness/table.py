"""Formats rows as text for a terminal and as Markdown for a file."""

from collections.abc import Sequence

from .row import HEADINGS, Row


def as_text(rows: Sequence[Row]) -> str:
    lines = [HEADINGS, *[row.cells for row in rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def as_markdown(rows: Sequence[Row]) -> str:
    lines = [HEADINGS, ("---",) * len(HEADINGS), *[row.cells for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
