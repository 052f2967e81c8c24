"""Hides from the model what no assessment may rest on. Pure.

That is the candidate's name, what touches a forbidden topic, and what speaks to the software instead of answering.

What is hidden is replaced character by character, so that every offset stays as it is. People read the answers whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from interviews.interviewer.check import touches

from .disclosures import discloses
from .evidence import Citation, Transcript
from .orders import orders
from .plain_text import PlainText

MASK = "_"
_HANGUL = re.compile("[가-힣]+")
# Korean full names have one syllable of family name, rarely two, before one or two syllables of given name.
_GIVEN_NAME = {3: 1, 4: 2}


class OpenPassage(NamedTuple):
    """What the model reads of a passage: `text` is as long as the quotation's own, with masks in place of names."""

    quote: Citation
    text: str


class Readable(NamedTuple):
    """The passages that a model may read and quote, how many were withheld because of their topic, and the orders."""

    passages: list[OpenPassage]
    withheld: int
    orders: list[Citation]


def readable(transcript: Transcript, name: str, about: str) -> Readable:
    """Return what a model may read of a transcript.

    `name` is the candidate's. `about` is the position's title and the competency: what they name is the job's affair
    and no forbidden topic.
    """
    said = transcript.passages()
    ordered = list(orders(said))
    told = [quote for quote in said if quote not in ordered]
    open_to_it = [OpenPassage(quote, masked(quote.text, name)) for quote in told if not is_private(quote.text, about)]
    return Readable(open_to_it, len(told) - len(open_to_it), ordered)


def is_private(text: str, about: str) -> bool:
    """Return whether a sentence touches what no assessment may rest on."""
    plain = unicodedata.normalize("NFC", text)
    return bool(touches(plain, about)) or discloses(plain)


def masked(text: str, name: str) -> str:
    """Return a text of the same length with a mask for each character of the candidate's name and its parts."""
    plain, characters = PlainText(text), list(text)
    for pattern in _name_patterns(unicodedata.normalize("NFC", name)):
        for found in pattern.finditer(plain.text):
            start, end = plain.origin(*found.span())
            characters[start:end] = [MASK if not one.isspace() else one for one in text[start:end]]
    return "".join(characters)


def _name_patterns(name: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns of the whole name in any case, and of its parts as they are written."""
    words = name.split()
    if words:
        yield re.compile(r"(?<!\w)" + r"\s?".join(map(re.escape, words)) + _behind(words[-1]), re.IGNORECASE)
    for word in words:
        for part in (word, *word.split("-")):
            if len(part) > 1:
                yield re.compile(rf"(?<!\w){re.escape(part)}{_behind(part)}")
    joined = "".join(words)
    if _HANGUL.fullmatch(joined) and len(joined) in _GIVEN_NAME:
        yield re.compile(rf"(?<!\w){joined[_GIVEN_NAME[len(joined)] :]}")


def _behind(word: str) -> str:
    """Return what follows a word: a Korean name has particles right behind it."""
    return "" if _HANGUL.fullmatch(word) else r"(?![A-Za-zÀ-ÿ])"
