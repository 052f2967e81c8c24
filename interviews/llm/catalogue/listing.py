"""Formats the catalogue as text. Pure, apart from looking whether a file is there."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from .entry import CatalogueEntry

HEAD = ("name", "file", "memory", "languages", "commercial use", "fetched", "model")


def table(entries: Iterable[CatalogueEntry], folder: Path) -> Iterator[str]:
    """Yield the lines of a table of `entries`; `folder` is where fetched models are."""
    rows = [HEAD, *(_row(entry, folder) for entry in entries)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def introduction(entry: CatalogueEntry) -> Iterator[str]:
    """Yield what people should know before they fetch a model."""
    yield f"{entry.title}: {_size(entry.bytes)} from {entry.source.page}"
    yield f"Licence: {entry.licence.name}, {entry.licence.url}"
    if entry.licence.notice:
        yield entry.licence.notice
    if entry.sha256 is None:
        yield "Its checksum is not pinned here: the file is checked by its size and by what the hub announces."


def _row(entry: CatalogueEntry, folder: Path) -> tuple[str, ...]:
    licence = entry.licence
    commercial = "no" if not licence.commercial else "with conditions" if licence.condition else "yes"
    return (
        entry.name,
        _size(entry.bytes),
        f"about {_size(entry.memory_bytes)}",
        ", ".join(entry.languages),
        commercial,
        "yes" if (folder / entry.file_name).is_file() else "",
        entry.title,
    )


def _size(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"
