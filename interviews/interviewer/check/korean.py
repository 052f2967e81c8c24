"""Whether a text is Korean."""

import re

from .english import FUNCTION_WORDS
from .script import FOREIGN_TO_KOREAN, HANGUL, LATIN, SYLLABLE_WEIGHS, WORD, Known

# Below this share of Hangul, by weight, a sentence is not Korean; one of less weight is not judged.
LEAST_SHARE = 0.3
LEAST_WEIGHT = 12
# With so many English function words it is not Korean unless Hangul is the greater part.
MOST_ENGLISH = 3
GREATER_PART = 0.6
# Latin words before the first Hangul: lower-case ones count 1, English function words 2, names nothing.
MOST_LATIN_FIRST = 4

_FOREIGN = re.compile(FOREIGN_TO_KOREAN)
_HANGUL = re.compile(f"[{HANGUL}]")
_LETTER = re.compile(r"[^\W\d_]")
_EVENT = re.compile(rf"(?P<foreign>{FOREIGN_TO_KOREAN})|(?P<own>[{HANGUL}])|(?P<word>[{LATIN}]+(?=[^\w'’]))")


class Korean:
    """`known` are phrases that may be in any script."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def begins(self, text: str) -> bool | None:
        """Whether a text that begins so is Korean; None as long as nothing decides. A longer text: the same answer."""
        latin = 0
        for event in _EVENT.finditer(self._known.letters_out(text)):
            if event.lastgroup == "own":
                return True
            if event.lastgroup == "word":
                latin += self._counts(event.group())
            if event.lastgroup == "foreign" or latin >= MOST_LATIN_FIRST:
                return False
        return None

    def _counts(self, word: str) -> int:
        """How much it speaks for another language."""
        if word.casefold() in self._known.words:
            return 0
        return 2 if word.casefold() in FUNCTION_WORDS else int(word.islower())

    def mixes(self, clause: str) -> bool:
        """Whether another script stands in it."""
        return _FOREIGN.search(self._known.letters_out(clause)) is not None

    def is_foreign(self, sentence: str) -> bool:
        """Whether a whole sentence is in another language."""
        rest = self._known.phrases_out(sentence)
        hangul = len(_HANGUL.findall(rest))
        own = hangul * SYLLABLE_WEIGHS
        weight = own + len(_LETTER.findall(rest)) - hangul
        if weight < LEAST_WEIGHT or own >= GREATER_PART * weight:
            return False
        english = sum(word in FUNCTION_WORDS for word in WORD.findall(rest))
        return own < LEAST_SHARE * weight or english >= MOST_ENGLISH

    def is_absent(self, text: str) -> bool:
        """Whether a whole text has nothing Korean."""
        return _HANGUL.search(text) is None
