"""Turns a sentence as a page shows it into the text that a voice reads. Only that text changes: offsets are the page's."""

import re

from .english import english
from .forms import plain
from .korean import korean
from .marks import calm, without_marks
from .readings import STANDARD, Readings, ReadingsError, read_file

__all__ = ["STANDARD", "Readings", "ReadingsError", "read_file", "spoken"]

_SAYS = re.compile(r"[^\W_]")
_READERS = {"en": english, "ko": korean}


def spoken(text: str, language: str, readings: Readings = STANDARD) -> str:
    """Return the sentence as a voice is to read it, "" if it has nothing to say. `language` is ISO 639-1.

    Numbers, units, symbols and abbreviations become words. A language that has no reader keeps them.
    """
    words = without_marks(text, language)
    if read := _READERS.get(language):
        words = calm(read(readings.apply(plain(words), language)))
    return words if _SAYS.search(words) else ""
