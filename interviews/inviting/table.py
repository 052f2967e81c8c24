"""Reads tables that people have: CSV files of several programs, and pasted lines. Knows nothing of what is in them."""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

DELIMITERS = ",;\t"


class SheetError(ValueError):
    """Raised if a text is no table of what was asked for. `code` says why; `line` is where, or 0."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


def decode(data: bytes) -> str:
    """Return the text of a CSV file in UTF-8, UTF-16 with its mark, or CP949, as Korean Excel writes it.

    Raises SheetError "encoding" for anything else.
    """
    for encoding in ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("encoding")


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that say something, each with the number of its first line, from 1.

    White space in a cell becomes single blanks. Raises SheetError "characters", or "quotes" for quotation marks that do
    not match.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise SheetError("characters")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True, skipinitialspace=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            if any(stripped):
                rows.append((begins, stripped))
            begins = reader.line_num + 1
    except csv.Error:
        raise SheetError("quotes", begins) from None
    return rows


def _delimiter(text: str) -> str:
    """Return the separator that the first line with text has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=unquoted.count)
