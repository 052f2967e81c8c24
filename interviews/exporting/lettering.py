"""The font of PDF files, and what becomes of characters that it does not have."""

import unicodedata
from collections.abc import Container, Iterator
from itertools import groupby
from pathlib import Path

import pylopdf_fonts_ko

FONT = Path(pylopdf_fonts_ko.__file__).with_name("NotoSansKR-Regular.otf")

# Joiners, variation selectors and marks change the character before them. Alone they say nothing.
INVISIBLE = ("Cf", "Mn", "Me", "Cc")


def spelled_out(text: str, known: Container[int]) -> str:
    """Replace each character that is not among the code points `known` by its Unicode name in brackets.

    What a candidate wrote must not disappear: an empty box would not say which emoji it was.
    """
    parts = groupby(text, key=lambda character: character == "\n" or ord(character) in known)
    return "".join("".join(run) if is_known else "".join(_names(run)) for is_known, run in parts)


def _names(characters: Iterator[str]) -> Iterator[str]:
    for character in characters:
        if unicodedata.category(character) not in INVISIBLE:
            yield f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
