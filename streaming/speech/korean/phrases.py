"""Marks between two words that are said in one breath: articles 24, 27 and 29."""

import re

from .syllable import Syllable

# Article 27: what follows the ㄹ of a verb. These nouns stand after nothing else,
_DEPENDENT = re.compile(
    r"것|거(?:$|예|에|야|라|는|고|니|다|냐|지|죠)|게(?:$|요|임)|건(?:$|지|가|데)|걸(?:$|요|로)|겁니|껀"
    r"|수(?:$|가|는|도|를|밖|있|없|조차|만)|데(?:$|가|는|도|를|에)|바(?:$|가|를|와|에|는)|적(?:$|이|도|에)|곳|도리|듯"
)
# and these also after other words.
_NOUN = re.compile(
    r"줄(?:$|은|을|도|로|만)|사람|시간|정도|생각|계획|기회|가능|자신|방법|기준|상황|부분|단계|대상|자리|작정|순간|지(?:$|는|도|가|를)"
)
_SUPPOSED = re.compile(r"(?:[할될갈올볼낼릴킬줄]|만날|[같없많좋싫맡찾받먹읽알]을)$")
_OBJECT = re.compile(r"(?:를|말|일|글|물|메일|파일|역할|분할|오늘|내일|매일|기술|개발|서울|생활|모델|스타일|디테일)$")

# Article 29, note 2: what the noun and its modifier, or the verb and its adverb, are said with in one breath.
_MODIFIER = re.compile(
    r"(?:어떤|무슨|이런|그런|저런|^한|^할|^볼|맡은|하는|했던|하던|하신|하실|되는|힘든|어려운|다른|많은|없는|있는|있던|같은|중요한|필요한|먹은|먹을|좋은|싫은)$"
)
_JOB = re.compile(
    r"일(?:$|이|을|은|에|도|인|의|과|로|까|만|들(?!어)|입|중)|엿(?:$|이|을|은)|역할|여행|영향|영역|요인|요소|유형|연습|여유|열정|약점"
)
_ADVERB = re.compile(r"^(?:못|잘|옷)$")
_IOTATED = re.compile("[이-잏야-얳여-옣요-욯유-윻]")

# Article 24: these are verbs only after an object.
_STEM_OR_NOUN = re.compile(r"(?:신|안|감|심)고$")
_WITH_OBJECT = re.compile(r"[을를]$")


def between(word: str, after: str) -> dict[int, str]:
    """Return the marks that stand in the second word because of the first, which may be "" at the beginning."""
    if _tense(word, after):
        return {0: "'"}
    if (_ADVERB.search(word) and _IOTATED.match(after)) or (_MODIFIER.search(word) and _JOB.match(after)):
        return {0: "+"}
    if _WITH_OBJECT.search(word) and _STEM_OR_NOUN.fullmatch(after):
        return {1: "'"}
    return {}


def _tense(word: str, after: str) -> bool:
    """Article 27: ㄱ, ㄷ, ㅂ, ㅅ, ㅈ are tense after the ㄹ that modifies a noun: 할 것을 [할 꺼슬]."""
    if not word or Syllable.of(word[-1]).coda != "ㄹ" or _OBJECT.search(word):
        return False
    return bool(_DEPENDENT.match(after) or (_SUPPOSED.search(word) and _NOUN.match(after)))
