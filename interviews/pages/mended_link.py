"""Invitation links as mail programs and messengers pass them on."""

import unicodedata
from string import ascii_letters, digits

TOKEN_LETTERS = frozenset(ascii_letters + digits + "-_")
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def mended(token: str) -> str:
    """Return a token without what was glued to its link: punctuation, words, white space, invisible characters.

    >>> mended("<abc-1>).")
    'abc-1'
    """
    visible = "".join(letter for letter in token if unicodedata.category(letter) not in INVISIBLE)
    segment = visible.partition("/")[0]
    foreign = "".join(set(segment) - TOKEN_LETTERS)
    return segment.strip(foreign)
