"""Tells whether a text asks for something, by a question mark or by its words."""

import re

QUESTION_MARK = re.compile(r"[?？][?？!！]*")
# A question comes at the end.
_LAST_SENTENCES = 3

_FIRST = r"(?:^|[.!,;:\n] *)(?:(?:please|then|now|so|next|and) )*"
_PLEASE = r"(?:주세요|주십시오|주시죠|보세요|보십시오)"
# Phrases that always call for an answer.
_DEMANDS = (
    rf"(?:말씀|설명|소개|답변|답|이야기|얘기|공유|묘사)(?:을|를)? ?(?:좀 )?(?:해 ?)?{_PLEASE}",
    rf"(?:들려|들어) ?{_PLEASE}",
    rf"{_FIRST}(?:tell (?:me|us)|describe|explain|walk (?:me|us)|take (?:me|us) through)\b",
    r"\bplease (?:tell|describe|explain|walk|share|answer)\b",
)
# Phrases that ask only if an answer is expected anyway: "Please take care" and "바랍니다" also say goodbye.
_REQUESTS = (
    rf"{_PLEASE}|바랍니다|부탁드립니다|부탁드려요|부탁합니다|궁금합니다|궁금해요|궁금하네요",
    r"(?:듣고|알고|여쭤보고|여쭙고|들어 ?보고) ?싶(?:습니다|어요|네요)",
    r"(?:나요|까요|가요|니까|는지요|은지요|시죠|겠어요) *(?=[.!…。\n]|$)",
    rf"{_FIRST}(?:give|share|talk|outline|summari[sz]e|list|name|show|think of|compare|choose|elaborate)\b",
    rf"{_FIRST}(?:help me|let me know)\b",
    r"\b(?:i|we)(?: would|['’]d) (?:love|like|be (?:curious|interested)) to (?:hear|know|learn|understand|see)\b",
    r"\bi(?: am|['’]m) curious\b",
)
_SURELY = re.compile(
    r"^\W*(?:(?:please|then|now|so|next|and|but|also|okay|ok|first) *,? *)*"
    r"(?:could|would|can|will|did|do|does|have|were|are|is"
    r"|what(?! an?\b)|which|when|where|why|how|who|whose|tell|describe|explain|walk|take|share|give)\b"
    r"|무엇|무슨|어떻게|어떤|어느|어떠|어디|언제|얼마|누가|누구|혹시|왜(?= |$)",
    re.IGNORECASE,
)
_REQUEST = re.compile("|".join((*_DEMANDS, *_REQUESTS)), re.IGNORECASE)


def asks(sentences: list[str]) -> bool:
    """Return whether the last sentences of a text ask for something."""
    last = " ".join(sentences[-_LAST_SENTENCES:])
    return QUESTION_MARK.search(last) is not None or _REQUEST.search(last) is not None


def is_surely_a_question(sentence: str) -> bool:
    """Return whether the beginning of a sentence is already enough to tell that it asks."""
    return _SURELY.search(sentence) is not None
