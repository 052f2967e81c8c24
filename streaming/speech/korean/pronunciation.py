"""Hangul as it is pronounced, written in Hangul: 있습니다 becomes 읻씀니다. Pure.

After the Standard Pronunciation (표준 발음법) of the Standard Language Regulations, by its articles.
"""

import re
import unicodedata
from functools import cache

from . import lexicon
from .finals import final
from .marks import MarkedWords, applied
from .neighbours import ACROSS, RULES, meet
from .syllable import Syllable
from .vowels import genitive, simple

_WORDS = re.compile("[가-힣]+")
_PHRASE = re.compile("[가-힣]+(?: [가-힣]+)*")  # words that nothing but a space divides
_LETTERS = re.compile("|".join(lexicon.LETTERS))


def pronounced(text: str) -> str:
    """Return the text with its Hangul spelled as it is said. The rest of it stays as it is."""
    composed = unicodedata.normalize("NFC", text)
    return _PHRASE.sub(lambda phrase: _phrase(phrase[0]), composed)


def _phrase(phrase: str) -> str:
    words = [_written(word) for word in phrase.split(" ")]
    joined = [syllable for word in words for syllable in word]
    starts = {0}
    for word in words:
        starts.add(max(starts) + len(word))
    for place in range(len(joined) - 1):
        rules = ACROSS if place + 1 in starts else RULES
        joined[place], joined[place + 1] = meet(joined[place], joined[place + 1], rules)
    joined[-1] = final(joined[-1])
    heard = (simple(syllable, place in starts) for place, syllable in enumerate(joined))
    return "".join(
        f" {syllable}" if place in starts and place else str(syllable) for place, syllable in enumerate(heard)
    )


def _written(word: str) -> list[Syllable]:
    """Return the word's syllables with what the lexicon knows of it."""
    spelled = _LETTERS.sub(lambda name: lexicon.LETTERS[name[0]], genitive(word))
    return applied([Syllable.of(character) for character in spelled], _marked_words().find(spelled))


@cache
def _marked_words() -> MarkedWords:
    lists = (lexicon.JOINED, lexicon.UNASSIMILATED, lexicon.SINO_KOREAN, lexicon.COMPOUNDS, lexicon.INSERTED)
    return MarkedWords(word for words in lists for word in words.split())
