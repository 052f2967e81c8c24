"""Tells whether a text is Korean."""

import re

from .english import FUNCTION_WORDS
from .script import FOREIGN_TO_KOREAN, HANGUL, LATIN, SYLLABLE_WEIGHS, WORD, Known

# With less than this share of Hangul, by weight, a sentence is not Korean. A sentence of less weight is not judged.
LEAST_SHARE = 0.3
LEAST_WEIGHT = 12
# A sentence with this many English function words is not Korean unless most of it is Hangul.
MOST_ENGLISH = 3
GREATER_PART = 0.6
# Latin words before the first Hangul: lower-case words count 1, English function words 2, names 0.
MOST_LATIN_FIRST = 4

# Words that a Korean speaker says in Korean.
_PLAIN = frozenset(
    """
    about achieve achieved am answer answers are because best boss can candidate challenge challenges change
    changed choose chose colleague colleagues communicate communication company competencies competency conflict
    conflicts could customer customers decide decided decision describe did difficult difficulty discuss do does
    employee employees example examples experience experiences explain failure feel first focus follow gave get
    give goal goals got had handle handled has have help helped her here his how important improve improved
    interview interviewer is job last lead leader leadership learn learned led made make manage managed manager
    meeting meetings mistake mistakes most motivate motivation move my need our people person plan planning
    plans please position pressure probe problem problems project projects question questions reason reasons
    resolve resolved responsibilities responsibility result results role roles schedule share situation
    situations skill skills solution solutions solve solved step steps strength stress success support supported
    take teach team teams tell thank thanks that their then there these think this those took topic train
    trained tried try understand use used want was way ways weakness were what when where which who why will
    work worked worst would you your
    """.split()
)
_RUN = re.compile(f"[{LATIN}][{LATIN}0-9'’.+#/&-]*(?: [{LATIN}][{LATIN}0-9'’.+#/&-]*)*")
_QUOTED = re.compile(r"[\"“‘(][^\"”’)]*[\"”’)]")

_FOREIGN = re.compile(FOREIGN_TO_KOREAN)
_HANGUL = re.compile(f"[{HANGUL}]")
_LETTER = re.compile(r"[^\W\d_]")
_EVENT = re.compile(rf"(?P<foreign>{FOREIGN_TO_KOREAN})|(?P<own>[{HANGUL}])|(?P<word>[{LATIN}]+(?=[^\w'’]))")


class Korean:
    """Judges texts in Korean. `known` holds phrases that may be in any script."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def begins(self, text: str) -> bool | None:
        """Return whether the beginning of a text is Korean, or None if it does not decide that yet.

        Once decided, the answer stays the same for every longer text.
        """
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
        """Return how much a word speaks for another language."""
        if word.casefold() in self._known.words:
            return 0
        return 2 if word.casefold() in FUNCTION_WORDS else int(word.islower())

    def mixes(self, clause: str) -> bool:
        """Return whether a clause has words in another script."""
        return _FOREIGN.search(self._known.letters_out(clause)) is not None

    def is_foreign(self, sentence: str) -> bool:
        """Return whether a complete sentence is in another language."""
        if self._is_half_english(sentence):
            return True
        rest = self._known.phrases_out(sentence)
        hangul = len(_HANGUL.findall(rest))
        own = hangul * SYLLABLE_WEIGHS
        weight = own + len(_LETTER.findall(rest)) - hangul
        if weight < LEAST_WEIGHT or own >= GREATER_PART * weight:
            return False
        english = sum(word in FUNCTION_WORDS for word in WORD.findall(rest))
        return own < LEAST_SHARE * weight or english >= MOST_ENGLISH

    def _is_half_english(self, sentence: str) -> bool:
        """Return whether a sentence has an English word in place of a Korean one. Names and titles have capitals."""
        for run in _RUN.findall(_QUOTED.sub(" ", self._known.letters_out(sentence))):
            words = WORD.findall(run)
            plain = [w for w in words if w.casefold() in _PLAIN and w.casefold() not in self._known.words]
            if any(w.islower() for w in plain) and not any(w[0].isupper() for w in words):
                return True
            if len(words) == 1 and plain and not words[0].isupper():
                return True
        return False

    def is_absent(self, text: str) -> bool:
        """Return whether a complete text has nothing Korean in it."""
        return _HANGUL.search(text) is None
