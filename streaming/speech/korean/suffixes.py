"""Marks for suffixes of Sino-Korean nouns, by articles 20, 26, 28 and 29.

Only what can be told without a dictionary of all nouns. The rest is in the lexicon, or is said as it is spelled.
"""

import re

from .marks import Marks
from .syllable import Syllable

# Article 20, exception: ㄹ is ㄴ in a suffix after ㄴ, unless the two syllables make a word (전문인력).
_AFTER_N = frozenset("량력론란료류령례로")
_WORDS_WITH_R = frozenset(
    "인력 전력 난로 진로 선로 원로 언론 본론 원론 진료 완료 만료 연료 원료 관료 분류 전류 한류 인류"
    " 관령 판례 관례 전례 혼례 분량 전량 근로 단란 곤란 환란 산란 논란 전란 문란 반란 유란 연령 훈령 안료".split()
)

# Article 29: ㄴ is inserted before the suffix 용, and before 율 after ㄴ, unless the two syllables make a word (재활용).
_USE = re.compile(r"용(?:이나|이라|으로|입니|이었|이고|에서|까지|은|이|을|의|에|도|만|과|$)")
_WORDS_OF_USE = frozenset(
    "활용 적용 작용 운용 실용 임용 혼용 남용 통용 응용 공용 겸용 전용 관용 범용 병용 상용 등용 중용 착용 복용 악용"
    " 선용 준용 원용 식용 약용 음용 형용".split()
)
_WORDS_OF_RATE = frozenset("선율 운율 전율".split())

# Article 28: 법 is tense as a suffix, unless the two syllables make a word (해결방법).
_LAW = re.compile(r"법(?:이|을|은|에|의|도|만|과|으|$)")
_WORDS_OF_LAW = frozenset("방법 마법 불법 합법 위법 준법 편법 탈법 적법 입법 사법 수법 요법".split())


def suffixes(word: str) -> Marks:
    """Return the marks of the suffixes in `word`."""
    return {place: mark for place in range(1, len(word)) if (mark := _mark(word, place))}


def _mark(word: str, place: int) -> str:
    coda, pair = Syllable.of(word[place - 1]).coda, word[place - 1 : place + 1]
    if word[place] == "적" and coda == "ㄹ":  # article 26: 효율적 [효율쩍]
        return "'"
    if place < 2:
        return ""
    if word[place] in _AFTER_N and coda == "ㄴ" and pair not in _WORDS_WITH_R:
        return "-"
    if _LAW.match(word, place) and pair not in _WORDS_OF_LAW:
        return "'"
    use = bool(coda) and _USE.match(word, place) and pair not in _WORDS_OF_USE
    rate = coda == "ㄴ" and word[place] == "율" and pair not in _WORDS_OF_RATE
    return "+" if use or rate else ""
