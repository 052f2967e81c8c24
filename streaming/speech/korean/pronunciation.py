"""Hangul as it is pronounced, written in Hangul: 있습니다 becomes 읻씀니다. Pure.

After the Standard Pronunciation (표준 발음법) of the Standard Language Regulations, by its articles.
"""

import re
import unicodedata
from functools import cache

from . import lexicon
from .endings import endings
from .finals import final
from .marks import MarkedWords, Marks, applied
from .neighbours import ACROSS, RULES, meet
from .phrases import between
from .suffixes import suffixes
from .syllable import Syllable
from .vowels import genitive, simple

_PHRASE = re.compile("[가-힣]+(?: [가-힣]+)*")  # words that nothing but a space divides
_RESPELLED = re.compile("|".join(lexicon.RESPELLED))


def pronounced(text: str) -> str:
    """Return the text with its Hangul spelled as it is said. The rest of it stays as it is."""
    composed = unicodedata.normalize("NFC", text)
    return _PHRASE.sub(lambda phrase: _phrase(phrase[0].split(" ")), composed)


def _phrase(words: list[str]) -> str:
    words = [_RESPELLED.sub(lambda name: lexicon.RESPELLED[name[0]], genitive(word)) for word in words]
    starts = _starts(words)
    syllables = applied([Syllable.of(character) for character in "".join(words)], _marks(words, starts))
    for place in range(len(syllables) - 1):
        rules = ACROSS if place + 1 in starts else RULES
        syllables[place], syllables[place + 1] = meet(syllables[place], syllables[place + 1], rules)
    syllables[-1] = final(syllables[-1])
    said = [str(simple(syllable, place in starts)) for place, syllable in enumerate(syllables)]
    return " ".join("".join(said[start : start + len(word)]) for start, word in zip(starts, words, strict=True))


def _starts(words: list[str]) -> dict[int, None]:
    """Return the places of the syllables that begin a word, in order."""
    starts: dict[int, None] = {}
    place = 0
    for word in words:
        starts[place] = None
        place += len(word)
    return starts


def _marks(words: list[str], starts: dict[int, None]) -> Marks:
    """Return the marks of the words and between them, by place in the phrase. The lexicon's outweigh the suffixes'."""
    marks: Marks = {}
    previous = ""
    for start, word in zip(starts, words, strict=True):
        found = {**suffixes(word), **endings(word), **_marked_words().find(word), **between(previous, word)}
        marks.update((start + place, mark) for place, mark in found.items())
        previous = word
    return marks


@cache
def _marked_words() -> MarkedWords:
    lists = (lexicon.JOINED, lexicon.UNASSIMILATED, lexicon.VERBAL_NOUNS, lexicon.SINO_KOREAN)
    return MarkedWords(word for words in (*lists, lexicon.COMPOUNDS, lexicon.INSERTED) for word in words.split())
