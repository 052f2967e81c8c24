"""Vowels that are not said as they are written: article 5 of the Standard Pronunciation."""

from .syllable import Syllable

# Nouns whose last syllable is no particle, so that it is [이]: 회의 [회이], and not [회에].
_NOUNS = frozenset(
    "회의 강의 논의 정의 주의 동의 합의 문의 협의 토의 의의 건의 결의 유의 심의 창의 성의 호의 예의 편의 고의 상의 항의 이의 선의 악의"
    " 제의 발의 질의 열의 진의 본의 임의 수의 거의 명의 내의 하의 상하의 한의 양의 모의 적의 회의주의 재논의 재협의 사전협의".split()
)


def genitive(word: str) -> str:
    """Say the particle 의 as 에, which article 5.4 allows and people say: 우리의 [우리에]."""
    particle = len(word) > 1 and word.endswith("의") and word not in _NOUNS and not word.endswith("주의", 2)
    return word[:-1] + "에" if particle else word


def simple(syllable: Syllable, first: bool) -> Syllable:
    """Return the syllable with the vowel that is heard. `first`: it begins a word."""
    return _without_glide(_ye(_ui(syllable, first)))


def _ui(syllable: Syllable, first: bool) -> Syllable:
    """Articles 5.3 and 5.4: ㅢ is ㅣ, but where 의 begins a word: 희망 [히망], 주의 [주이], 의사 [의사]."""
    if syllable.vowel == "ㅢ" and not (first and syllable.onset == "ㅇ"):
        return syllable._replace(vowel="ㅣ")
    return syllable


def _ye(syllable: Syllable) -> Syllable:
    """Article 5.2: ㅖ is ㅔ, but in 예 and 례: 계획 [게획], 지혜 [지헤]."""
    if syllable.vowel == "ㅖ" and syllable.onset not in "ㅇㄹㄴ":
        return syllable._replace(vowel="ㅔ")
    return syllable


def _without_glide(syllable: Syllable) -> Syllable:
    """Article 5.1: 져, 쪄, 쳐 are 저, 쩌, 처: 가져 [가저], 다쳐 [다처]."""
    if syllable.onset in "ㅈㅉㅊ" and syllable.vowel in "ㅑㅕㅛㅠ":
        return syllable._replace(vowel={"ㅑ": "ㅏ", "ㅕ": "ㅓ", "ㅛ": "ㅗ", "ㅠ": "ㅜ"}[syllable.vowel])
    return syllable
