"""Tells whether a question has to do with the interview: a sum, a riddle and small talk have not."""

import re

from .languages.english import FUNCTION_WORDS

# The form of a quiz: it asks what something is.
_QUIZ = {
    "en": re.compile(
        r"^\W*(?:(?:so|now|ok|okay|and|then|first)\W+)?(?:what(?:['’]s| is| are)|where(?:['’]s| is| are)|when was"
        r"|who(?:['’]s| is| was| wrote| painted| invented| discovered| won| directed| composed)"
        r"|which (?:planet|country|city|animal|year|river|element|metal|number)"
        r"|how (?:many|much|far|old|tall|big|long|fast) (?:is|are|\w+ (?:are|is|does|do|make)))\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"[은는이가] ?(?:무엇|뭐|누구|어디|언제|얼마|몇)(?:인가요|인지|입니까|이에요|예요|일까요|죠|에 ?있나요| ?개"
        r"| ?(?:태어|발명|만들어|생겼|세워)[가-힣]*(?:나요|까요|습니까))"
    ),
}
# It speaks to the candidate, or of what was said before.
_ADDRESSES = {
    "en": re.compile(
        r"\b(?:you|your|yours|yourself|it|its|that|this|these|those|they|them|there|then|next|us|we|our)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"지원자|본인|직접|스스로|(?<![가-힣])(?:그|이|당시|그때|그런|그렇|이런|이렇|그중|거기|여기|우리|저희)"
        r"|가장|시겠|셨|[가-힣]신 "
        r"|(?:점|상황|때|것|부분|쟁점|경험|이유|방법|순간|기준|역할|일|문제|계기|과정|결과|목표|어려움|성과|원칙)[은는이가]"
    ),
}
# Small talk and quizzes that speak to the candidate all the same.
_IDLE = {
    "en": re.compile(
        r"\b(?:your (?:own )?favou?rite (?:colou?r|food|dish|animal|movie|film|song|band|season|holiday|sport"
        r"|team|drink|city)"
        r"|(?:how|what)(?:['’]s| is) the weather|how are you(?: doing| feeling)?(?: today)?(?=\W*$)"
        r"|(?:what|where) (?:did|do|will) you (?:have|eat|drink) (?:for )?(?:lunch|breakfast|dinner)"
        r"|your (?:star sign|zodiac sign|blood type|horoscope)|what (?:day|time) is it"
        r"|what(?:['’]s| is) today['’]s date"
        r"|(?:do|did|can) you know (?:the capital|who (?:wrote|painted|invented|won))"
        r"|if you were an? (?:animal|colou?r|fruit|superhero)"
        r"|(?:can|could|would|will) you (?:please )?(?:calculate|add|multiply|count to|spell|recite|sing))\b"
        r"|\b(?:what|how much)(?: is|['’]s)? \d+ ?[-+*x×/÷] ?\d+\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"좋아하(?:는|시는) ?(?:색|음식|동물|영화|노래|가수|계절|운동|과일|음료|연예인)|날씨(?:가|는) ?(?:어떤|어떻|좋)"
        r"|점심(?:은|을)? ?(?:뭐|무엇|드셨|먹)|혈액형|별자리|몇 ?시(?:인가요|예요|죠)"
        r"|오늘(?:은|이)? ?(?:며칠|무슨 ?요일)"
        r"|기분(?:이|은) ?어떠|주말에 ?(?:뭐|무엇)|\d+ ?(?:더하기|빼기|곱하기|나누기|[-+*x×/÷]) ?\d+"
        r"|수도(?:는|가) ?(?:어디|무엇)|동물(?:이|로) ?(?:된다면|태어)"
    ),
}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9+#.'’-]*|[가-힣]{2,}")
# Words are the same if this many of their first letters are.
_SAME = {"en": 4, "ko": 2}


def idle(language: str, question: str, about: str) -> bool:
    """Return whether a question is small talk or a quiz, unless `about`, what the company chose, names it."""
    found = _IDLE[language].search(question)
    return found is not None and _stems(language, found[0]).isdisjoint(_stems(language, about))


def unrelated(language: str, question: str, known: str) -> bool:
    """Return whether a question is a quiz about nothing in `known`, what the company and the candidate said."""
    if not _QUIZ[language].search(question) or _ADDRESSES[language].search(question):
        return False
    return _stems(language, question).isdisjoint(_stems(language, known))


def _stems(language: str, text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word[: _SAME[language]] for word in words if len(word) > 1 and word not in FUNCTION_WORDS)
