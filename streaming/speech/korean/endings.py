"""Marks for the endings of verbs, by articles 24 and 27, as far as a verb can be told from a noun by its letters."""

import re

from .marks import Marks
from .syllable import Syllable


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


# Article 24: stems with ㄴ or ㅁ at the end, and the endings that no suffix begins like (넘기다 is plain).
_NASAL_STEM = _any(
    "껴안 끌어안 떠안 감싸안 얼싸안 더듬 다듬 쓰다듬 가다듬 머금 서슴 품 뿜 남 살아남 넘 뛰어넘 받아넘 담 눌러담 눌러참 감 휘감 참 숨 심 검 신"
)
_AFTER_NASAL = r"(?=다(?!르|른|를)|고|지만|지는|지도|지$|게|거나|더라|던|도록|든지|습니)"
_NASAL_VERB = re.compile(_NASAL_STEM + _AFTER_NASAL)
_LIKE_A_NASAL_VERB = re.compile(_any("신고 참고 감고 심고 감지 심지 숨지 검지 검게"))  # reports, references, ...

# Article 27: the endings that begin with ㄹ. After a stem with ㄹ of its own, 지 and 게 are other endings, and plain.
_WITH_L = re.compile(r"수록|지라도|지언정|진대|세라|게요|거(?:예요|에요|라|야)|걸요?$|밖에")
_PERHAPS_WITH_L = re.compile(r"지(?:는|도|가|를|만|에|까지|부터|요)?$|게$")
_LONG_STEMS = _any(
    "만들 흔들 떠들 힘들 이끌 머물 서툴 둥글 거칠 드물 베풀 내밀 매달 부풀 시들 저물 되돌 깨물 맴돌 줄어들 내걸 허물 모질"
    " 어질 기울 까불 서둘 물들 메일 파일 엘"
)
_SHORT_STEMS = _any("알 살 놀 들 열 달 울 팔 말 걸 길 돌 밀 물 불 빌 풀 끌 늘 털 벌 멀 졸 얼 썰 틀 떨 쓸")
_STEM_WITH_L = re.compile(rf"(?:{_LONG_STEMS}|(?:^|[아어해와져러려]){_SHORT_STEMS})$")
_NOUN_WITH_L = re.compile(_any("일 말 물 글 날 메일 파일 개발 기술") + "$")


def endings(word: str) -> Marks:
    """Return the marks of the endings in `word`."""
    marks = {place: "'" for place in range(1, len(word)) if word[place] in "지진수세게거걸밖" and _after_l(word, place)}
    verb = _NASAL_VERB.match(word)
    if verb and not _LIKE_A_NASAL_VERB.match(word):
        marks[verb.end()] = "'"
    return marks


def _after_l(word: str, place: int) -> bool:
    """Tell whether the ending that begins at `place` has lost its ㄹ to the syllable before: 할수록, 있을지."""
    if Syllable.of(word[place - 1]).coda != "ㄹ":
        return False
    before = word[:place]
    if _WITH_L.match(word, place):
        return not _NOUN_WITH_L.search(before)
    return bool(_PERHAPS_WITH_L.match(word, place)) and not _STEM_WITH_L.search(before)
