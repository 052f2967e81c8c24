"""Scripts, as character classes of regular expressions; and the phrases that may stand in any of them."""

import re
from collections.abc import Iterable

HANGUL = "\uac00-\ud7a3\u3131-\u318e\u1100-\u11ff"
LATIN = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Greek letters stand for quantities (μs, α), and one Chinese character for a word in Korean headlines (前).
_IN_PAIRS = f"\u0370-\u03ff{HAN}"
# Cyrillic, Hebrew, Arabic, the scripts of India and South-East Asia, Georgian, Ethiopic, Khmer, Mongolian; Kana.
_SINGLY = "\u0400-\u10ff\u1200-\u1cff\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9f"

# A Hangul syllable says about as much as so many Latin letters (as in ../plan.py).
SYLLABLE_WEIGHS = 2.5

FOREIGN_TO_KOREAN = f"[¿¡{_SINGLY}]|[{_IN_PAIRS}]{{2}}"
# A Korean phrase may bring one syllable more than was known, its particle.
FOREIGN_TO_ENGLISH = f"[¿¡{_SINGLY}]|[{_IN_PAIRS}{HANGUL}]{{2}}"

WORD = re.compile(f"[{LATIN}]+(?:['’][{LATIN}]+)*")
_NOT_LATIN = re.compile(f"[^\x00-\x7f{LATIN}]")


class Known:
    """Phrases that a question may repeat in whatever script they are: the topic, the focus, the position's title."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = list(phrases)
        self._phrases = sorted({phrase.casefold().strip() for phrase in phrases} - {""}, key=len, reverse=True)
        self.words = frozenset(WORD.findall(" ".join(self._phrases)))
        self._blank = {ord(letter): " " for letter in _NOT_LATIN.findall(" ".join(phrases))}

    def letters_out(self, text: str) -> str:
        """`text` with a blank for each letter beyond Latin that a phrase has: all other positions stay."""
        return text.translate(self._blank) if self._blank else text

    def phrases_out(self, text: str) -> str:
        """`text`, casefolded, without the phrases and without their Latin words."""
        text = text.casefold()
        for phrase in self._phrases:
            text = text.replace(phrase, " ")
        return WORD.sub(lambda word: " " if word.group() in self.words else word.group(), text)
