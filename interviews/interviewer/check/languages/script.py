"""Scripts, as character classes of regular expressions, and phrases that may be in any script."""

import re
from collections.abc import Iterable

HANGUL = "\uac00-\ud7a3\u3131-\u318e\u1100-\u11ff"
LATIN = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Only pairs of these count: a Greek letter is a quantity (μs, α), and Korean headlines use single Chinese ones (前).
_IN_PAIRS = f"\u0370-\u03ff{HAN}"
# One of these is enough: Cyrillic, Hebrew, Arabic, the scripts of India and South-East Asia, Georgian, Ethiopic, Khmer,
# Mongolian, Kana.
_SINGLY = "\u0400-\u10ff\u1200-\u1cff\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9f"

# A Hangul syllable says about as much as this many Latin letters (as in plan.py).
SYLLABLE_WEIGHS = 2.5

FOREIGN_TO_KOREAN = f"[¿¡{_SINGLY}]|[{_IN_PAIRS}]{{2}}"
# A known Korean phrase may come with one more syllable, its particle.
FOREIGN_TO_ENGLISH = f"[¿¡{_SINGLY}]|[{_IN_PAIRS}{HANGUL}]{{2}}"

WORD = re.compile(f"[{LATIN}]+(?:['’][{LATIN}]+)*")
_NOT_LATIN = re.compile(f"[^\x00-\x7f{LATIN}]")


class Known:
    """Phrases that a question may repeat in any script: the topic, the position's title.

    Of what is `quoted`, the candidate's answer, it may repeat single words.
    """

    def __init__(self, phrases: Iterable[str], quoted: str = "") -> None:
        phrases = list(phrases)
        self._phrases = sorted({phrase.casefold().strip() for phrase in phrases} - {""}, key=len, reverse=True)
        self.words = frozenset(WORD.findall(" ".join([*self._phrases, quoted.casefold()])))
        self._blank = {ord(letter): " " for letter in _NOT_LATIN.findall(" ".join([*phrases, quoted]))}

    def letters_out(self, text: str) -> str:
        """Return `text` with a space for each non-Latin letter of a phrase. Its length stays the same."""
        return text.translate(self._blank) if self._blank else text

    def phrases_out(self, text: str) -> str:
        """Return `text`, casefolded, without the phrases and their Latin words."""
        text = text.casefold()
        for phrase in self._phrases:
            text = text.replace(phrase, " ")
        return WORD.sub(lambda word: " " if word.group() in self.words else word.group(), text)
