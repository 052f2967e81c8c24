"""Marks for what a word ends with: suffixes of Sino-Korean words, by articles 20, 26, 28 and 29, and endings of verbs.

Only what can be told without a dictionary of all nouns and verbs. The rest is in the lexicon, or is said as it is spelled.
"""

import re
from collections.abc import Iterator

from .marks import Marks
from .syllable import Syllable

# Article 20, exception: these follow a word of two syllables, unless they make a word with its second (전문인력).
_AFTER_N = frozenset("량력론란료류령례로")
_ONE_WORD = frozenset(
    "인력 전력 난로 진로 선로 원로 언론 본론 원론 진료 완료 만료 연료 원료 관료 분류 전류 한류 인류 건류"
    " 관령 판례 관례 신례 전례 혼례 분량 전량 근로 단란 곤란 환란 산란 논란 전란 문란 반란 유란 연령 훈령 안료".split()
)

# Article 29: ㄴ is inserted before 용, and before 율 after ㄴ, unless they make a word with the syllable before.
_OWN_USE = frozenset(
    "활용 적용 작용 운용 실용 임용 혼용 남용 통용 응용 공용 겸용 전용 관용 범용 병용 상용 등용 중용 착용 복용 악용 선용 준용 원용"
    " 식용 약용 음용 형용 선율 운율 전율".split()
)
_PARTICLE = r"(?:이나|이라|으로|입니|이었|이고|에서|까지|은|이|을|의|에|도|만|과|$)"
_USE = re.compile(rf"용{_PARTICLE}|율")

# Article 28: 법 after a word of two syllables, unless it makes a word with the second.
_LAW = re.compile(r"법(?:이|을|은|에|의|도|만|과|으|$)")
_OWN_LAW = frozenset("방법 마법 불법 합법 위법 준법 편법 탈법 적법 입법 사법 수법 요법".split())

# Article 24: verbs whose stem ends with ㄴ or ㅁ, and the endings that no noun is made with.
_NASAL_STEM = re.compile(
    r"(?:껴안|끌어안|받아안|떠안|감싸안|더듬|다듬|쓰다듬|가다듬|머금|서슴|품|뿜|(?:살아|뒤)?남|(?:뛰어|받아|타)?넘|(?:눌러)?담|눌러참|(?:휘)?감|참|숨|심|검|신"
    r"|(?:끌|얼싸)안)(?=(?:다(?!르|른|를)|고|지만|지는|지도|지$|게|거나|더라|던|도록|든지|습니))"
)
_NOUNS = re.compile(r"(?:신고|참고|감고|심지|숨지|검지|감지|심고|감지만|검게)$|신고|참고|감지|심지")

# Article 27: after the ㄹ of a verb that modifies or supposes. Of verbs with ㄹ in their stem 지 and 게 are plain.
_ALWAYS_TENSE = re.compile(r"수록|지라도|지언정|진대|세라|게요|거(?:예요|에요|라|야)|걸요?$|밖에")
_TENSE_UNLESS_STEM = re.compile(r"지(?:는|도|가|를|만|에|까지|부터|요)?$|게$")
_PLAIN = re.compile(
    r"(?:만들|흔들|떠들|힘들|이끌|머물|서툴|둥글|거칠|드물|베풀|내밀|매달|부풀|시들|저물|되돌|깨물|맴돌|줄어들|내걸|허물|모질|어질|기울|까불|서둘|물들|메일|파일|엘"
    r"|(?:^|[아어해와져러려])(?:알|살|놀|들|열|달|울|팔|말|걸|길|돌|밀|물|불|빌|풀|끌|늘|털|벌|멀|졸|얼|썰|틀|떨|쓸))$"
)
_NOT_OF_A_VERB = re.compile(r"(?:일|말|물|글|메일|파일|날|개발|기술)$")


def ends(word: str) -> Marks:
    """Return the marks that suffixes and endings of `word` bring."""
    marks = dict(_after_l(word))
    marks.update((place, mark) for place in range(2, len(word)) if (mark := _suffix(word, place)))
    if not _NOUNS.match(word) and (verb := _NASAL_STEM.match(word)):
        marks[verb.end()] = "'"
    return marks


def _suffix(word: str, place: int) -> str:
    """Return the mark of a suffix after a word of two syllables or more."""
    coda, pair = Syllable.of(word[place - 1]).coda, word[place - 1 : place + 1]
    if coda == "ㄴ" and word[place] in _AFTER_N and pair not in _ONE_WORD:
        return "-"
    if coda and _USE.match(word, place) and pair not in _OWN_USE and (word[place] == "용" or coda == "ㄴ"):
        return "+"
    if _LAW.match(word, place) and pair not in _OWN_LAW:
        return "'"
    return ""


def _after_l(word: str) -> Iterator[tuple[int, str]]:
    """Yield marks for 적 (article 26) and for endings (article 27) after ㄹ."""
    for place in range(1, len(word)):
        if word[place] not in "적수지진세게거걸밖" or Syllable.of(word[place - 1]).coda != "ㄹ":
            continue
        before = word[:place]
        always = _ALWAYS_TENSE.match(word, place) and not _NOT_OF_A_VERB.search(before)
        supposed = _TENSE_UNLESS_STEM.match(word, place) and not _PLAIN.search(before)
        if word[place] == "적" or always or supposed:
            yield place, "'"
