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
_DEMAND = re.compile("|".join(_DEMANDS), re.IGNORECASE)
_REQUEST = re.compile("|".join((*_DEMANDS, *_REQUESTS)), re.IGNORECASE)


def asks(sentences: list[str]) -> bool:
    """Return whether the last sentences of a text ask for something."""
    last = " ".join(sentences[-_LAST_SENTENCES:])
    return QUESTION_MARK.search(last) is not None or _REQUEST.search(last) is not None


def demands(text: str) -> bool:
    """Return whether a text calls for an answer although it says goodbye."""
    return QUESTION_MARK.search(text) is not None or _DEMAND.search(text) is not None
