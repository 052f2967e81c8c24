"""Writes CSV files that spreadsheet programs open without running anything in them."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

# A cell that begins so is a formula to Excel, LibreOffice and Google Sheets (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where cells are separated by semicolons or tabs, as in much of Europe, a new one begins in the middle of ours.
_AFTER_A_SEPARATOR = re.compile(r"(?<=[;\t\r\n])([ \"]*)(?=[=+\-@＝＋－＠])")


def harmless(cell: object) -> str:
    """Return the cell as text that no spreadsheet program takes for a formula."""
    text = _AFTER_A_SEPARATOR.sub(r"\1'", str(cell))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def write(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the file in UTF-8 with a byte order mark, without which Excel shows Korean as noise."""
    return codecs.BOM_UTF8 + lines([headings, *rows])


def lines(rows: Iterable[Sequence[object]]) -> bytes:
    """Return lines of such a file, in UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode()
