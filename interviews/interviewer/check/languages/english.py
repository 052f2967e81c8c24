"""Tells whether a text is English."""

import re

from .elsewhere import ELSEWHERE
from .script import FOREIGN_TO_ENGLISH, LATIN, SYLLABLE_WEIGHS, WORD, Known

# English sentences with this many words, and texts with this many, have at least one function word.
WORDS_OF_A_SENTENCE = 6
WORDS_OF_A_TEXT = 5
# Another language's function word counts 2, and a word with an accent 1. A text is refused if the first sum is reached
# before its first English function word; a sentence, if the second is reached and exceeds what speaks for English.
MOST_ELSEWHERE_FIRST = 3
MOST_ELSEWHERE = 4
# This many English function words decide a beginning, even if each could be a word of another language.
MOST_OWN_FIRST = 2
# Letters of other scripts for each Latin letter, by weight.
MOST_FOREIGN = 0.5

# How questions begin. Hardly any word of another language begins with these letters, so the rest need not be awaited.
_OPENERS = r"""
    could would should what which when where while why how thank tell describe explain please hello you this that with
    looking before regarding there understood sorry let['’]s let\sus let\sme i['’] it['’]s
""".split()
# English words that are no words of another language.
_DECIDING = frozenset(
    """
    the you your yours and of for from with about into than then this that these those there their them they
    who whom whose what which when where why how could would should can will did does have has had been were are
    between through during before after because while if but not any some more most other such
    thank thanks let tell describe explain please give share walk talk may might must our now here goodbye see excuse
    i'd i'm i've i'll it's that's you've you'd don't what's let's
    """.split()
)
# The rest may be words of another language too: they count in a sentence, but one alone does not decide a beginning.
FUNCTION_WORDS = _DECIDING | frozenset(
    "a an i me my we us he she it its is was be do am as at in on to by or so no up out over first next".split()
)
_AT_HOME = frozenset("naïve naïveté résumé résumés café cafés façade cliché clichés exposé fiancé fiancée".split())

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(f"[{LATIN}]")
_EVENT = re.compile(
    rf"(?P<foreign>{FOREIGN_TO_ENGLISH})|(?P<own>\b(?:{'|'.join(_OPENERS)}))"
    rf"|(?P<word>[{LATIN}]+(?:['’][{LATIN}]+)*(?=[^\w'’]))",
    re.IGNORECASE,
)


class English:
    """Judges texts in English. `known` holds phrases that may be in any script."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def begins(self, text: str) -> bool | None:
        """Return whether the beginning of a text is English, or None if it does not decide that yet.

        Once decided, the answer stays the same for every longer text.
        """
        own = other = 0
        for event in _EVENT.finditer(self._known.letters_out(text)):
            word = _folded(event.group())
            own += word in FUNCTION_WORDS
            if event.lastgroup == "own" or word in _DECIDING or own >= MOST_OWN_FIRST:
                return True
            other += self._elsewhere(word)
            if event.lastgroup == "foreign" or other >= MOST_ELSEWHERE_FIRST:
                return False
        return None

    def _elsewhere(self, word: str) -> int:
        """Return how much a word speaks for another language."""
        if word in self._known.words:
            return 0
        return 2 * (word in ELSEWHERE) + (not word.isascii() and word not in _AT_HOME)

    def mixes(self, clause: str) -> bool:
        """Return whether a clause has marks that English never uses. A word in another script may be quoted."""
        return "¿" in clause or "¡" in clause

    def is_foreign(self, sentence: str) -> bool:
        """Return whether a complete sentence is in another language."""
        rest = self._known.phrases_out(sentence)
        latin = len(_LATIN.findall(sentence))
        if (len(_LETTER.findall(rest)) - len(_LATIN.findall(rest))) * SYLLABLE_WEIGHS > MOST_FOREIGN * latin:
            return True
        words = WORD.findall(_folded(sentence))
        own = sum(word in FUNCTION_WORDS for word in words)
        other = sum(map(self._elsewhere, words))
        return (len(words) >= WORDS_OF_A_SENTENCE and not own) or other >= max(MOST_ELSEWHERE, 2 * own + 1)

    def is_absent(self, text: str) -> bool:
        """Return whether a complete text has nothing English in it."""
        words = WORD.findall(_folded(text))
        rest = [word for word in words if word not in self._known.words]
        return not words or (len(rest) >= WORDS_OF_A_TEXT and FUNCTION_WORDS.isdisjoint(rest))


def _folded(text: str) -> str:
    """Return a text in lower case, with plain apostrophes."""
    return text.casefold().replace("’", "'")
