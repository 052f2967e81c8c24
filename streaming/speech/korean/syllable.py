"""A Hangul syllable taken apart into onset, vowel and coda, in the letters of the compatibility block (ㄱ, ㅏ)."""

from typing import NamedTuple

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

FIRST, LAST = "가", "힣"
_BASE = ord(FIRST)


class Syllable(NamedTuple):
    """`onset` is ㅇ if the syllable begins with its vowel, `coda` is "" if it ends with it."""

    onset: str
    vowel: str
    coda: str

    @classmethod
    def of(cls, character: str) -> "Syllable":
        """Take apart a composed syllable, "가" to "힣"."""
        place = ord(character) - _BASE
        coda = CODAS[place % 28].strip()
        return cls(ONSETS[place // 588], VOWELS[place % 588 // 28], coda)

    def __str__(self) -> str:
        coda = CODAS.index(self.coda or " ")
        return chr(_BASE + ONSETS.index(self.onset) * 588 + VOWELS.index(self.vowel) * 28 + coda)


def is_syllable(character: str) -> bool:
    """Tell whether this is a composed Hangul syllable."""
    return FIRST <= character <= LAST
