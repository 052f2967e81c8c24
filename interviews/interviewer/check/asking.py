"""Tells whether a sentence asks for something, by its form."""

import re
from enum import IntEnum

QUESTION_MARK = re.compile(r"[?？][?？!！]*")

_FIRST = r"(?:^|[,;:\n] *|\b(?:please|then|now|so|next|and|but|also|first|could you|can you|would you) )"
_PLEASE = (
    r"(?:주세요|주십시오|주시죠|주시지요|보세요|보십시오|주시기 ?바랍니다|주시면 (?:좋겠습니다|감사하겠습니다|"
    r"됩니다)|주실 수 있)"
)
_ASK = {
    "en": re.compile(
        rf"{_FIRST}(?:tell (?:me|us)(?! an? (?:joke|story about yourself|poem|lie|riddle))|describe|explain|"
        rf"(?:walk|take|talk) (?:me|us)|"
        r"give (?:me|us) (?:an?|one|some|the|your|another|more|two|details)|help (?:me|us) (?:understand|see|"
        r"picture)|share|outline|"
        r"summari[sz]e|elaborate|expand on|compare|list|name)\b"
        r"|\bplease (?:tell|describe|explain|walk|share|answer how|say more|go through|go into)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        rf"(?:(?:말씀|설명|소개|답변|답|이야기|얘기|공유|묘사|비교|예|사례|정리|요약)(?:을|를)? ?(?:좀 |하나 |"
        rf"하나만 |한 가지 )?(?:해 |들어 ?)?"
        rf"|들려 ?|들어 ?|알려 ?|짚어 ?|떠올려 ?|풀어 ?|보여 ?|나눠 ?|해 ?|말해 ?|꼽아 ?|적어 ?){_PLEASE}"
        r"|부탁(?:드립니다|드려요|드리겠습니다|합니다)"
    ),
}
_ASK_SOFTLY = {
    "en": re.compile(
        r"\b(?:i|we)(?: would|['’]d)(?: also)? (?:love|like|be (?:curious|interested|keen)) to (?:hear|know|learn|"
        r"understand|see)\b"
        r"|\bi(?: am|['’]m)(?: \w+)? (?:curious|interested|wondering)\b|\bi wonder\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"궁금(?:합니다|해요|하네요|한데요)|(?:듣고|알고|여쭤보고|여쭙고|들어 ?보고) ?싶(?:습니다|어요|네요|"
        r"은데요)|바랍니다"
    ),
}
# With a question mark, these make a sentence a question.
_FORM = {
    "en": re.compile(
        r"\b(?:what|which|when|where|why|how|who|whom|whose|you|your|yours|any|anything|there|or)\b"
        r"|^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should|may)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile("[가-힣]"),
}
# A sentence that begins so, or has such a word, asks, whatever follows.
_SURELY = re.compile(
    r"^\W*(?:(?:please|then|now|so|next|and|but|also|okay|ok|first) *,? *)*"
    r"(?:could|would|can|will|did|do|does|have|were|are|is"
    r"|what(?! an?\b)|which|when|where|why|how(?! (?:great|nice|wonderful|interesting|lovely|impressive)\b)|who|whose"
    r"|tell|describe|explain|walk|take (?:me|us)|share|give (?:me|us))\b"
    r"|(?<![가-힣])(?:무엇|무슨|어떻게|어떤|어느|어떠|어디|언제|얼마|누가|누구|혹시|왜(?= |$))",
    re.IGNORECASE,
)


class Asks(IntEnum):
    """How clearly a sentence asks."""

    NOT = 0
    SOFTLY = 1  # it only asks if nothing else does: "I would like to hear more about that."
    CLEARLY = 2


def asks(language: str, sentence: str) -> Asks:
    """Return how clearly a complete sentence asks for something."""
    if QUESTION_MARK.search(sentence):
        return Asks.CLEARLY if _FORM[language].search(sentence) or _ASK[language].search(sentence) else Asks.NOT
    if language == "ko" and _POLITE_QUESTION.search(sentence):
        return Asks.CLEARLY
    if _ASK[language].search(sentence):
        return Asks.CLEARLY
    return Asks.SOFTLY if _ASK_SOFTLY[language].search(sentence) else Asks.NOT


_POLITE_QUESTION = re.compile(
    r"(?:나요|까요|가요|는지요|은지요|을지요|습니까|십니까|입니까|합니까|됩니까|던가요|시죠|셨죠|겠어요|실래요|"
    r"시겠습니까)\W*$"
)


def is_surely_a_question(sentence: str) -> bool:
    """Return whether the beginning of a sentence is already enough to tell that it asks."""
    return _SURELY.search(sentence) is not None
