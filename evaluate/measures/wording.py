"""Finds words that no interviewer says to a candidate.

The lists are blunt on purpose and share nothing with the product's check: they judge what the check let through.
"""

import re

_LABEL = re.compile(
    r"""
    \b(?:topic|move|focus|probe|cue|competency|job|position|interviewer|candidate|assistant|user|system|
        (?:next\ |follow[- ]?up\ )?question|answer|q\d*|a)\s*[:：]
    |(?:역량|직무|면접관|지원자|(?:다음\ |후속\ )?질문|물을\ 것|답변|주제)\s*[:：]
    |[<>{}\[\]|＜＞]|_{2,}|\*\*|``|(?:^|\n)\s*(?:\#|[-*•]\s|\d+[.)]\s)|[○●◯]{2,}|\bX{2,}\b
    |\b(?:your|company|candidate)\ name\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ROLE_INVERSION = re.compile(
    r"""
    \b(?:how|what)\ (?:can|may)\ i\ (?:help|assist|do\ for)\b|\bcan\ i\ (?:help|assist)\b
    |\b(?:would\ you\ like|do\ you\ want)\ me\ to\b|\bi(?:'|’|\ wi)ll\ (?:help|explain|provide|tell)\b
    |\bi(?:'|’|\ a)m\ (?:here\ to|happy\ to|sorry|an?\ (?:ai|assistant|language))|\bas\ an?\ (?:ai|assistant|language)\b
    |\bi\ (?:look\ forward\ to\ (?:working|joining|hearing)|have\ experience|was\ responsible|used\ to|led|managed
        |worked|decided|learned)\b
    |\bthank\ you\ for\ (?:your\ guidance|the\ opportunity|having\ me)\b|\bmy\ (?:experience|role|team|manager|job)\b
    |\b(?:any|what)\ questions\ (?:do\ you\ have\ )?for\ me\b
    |드릴까요|도와\ ?드|무엇을\ 도와|도움이\ 필요하|알고\ 싶으신|궁금하신\ (?:점|것)이\ (?:있|무엇)
    |(?:저는|제가)\ [^?]{0,40}(?:했습니다|했어요|입니다|맡았|담당했|경험)|저희\ 팀(?:은|에서|이)
    |인공지능|언어\ 모델
    """,
    re.IGNORECASE | re.VERBOSE,
)
_THIRD_PERSON = re.compile(
    r"\b(?:the|this|a) (?:candidate|applicant|interviewee)\b|\bcandidate(?:'|’)s\b"
    r"|지원자(?!님|분)(?:가|는|의|를|에게|께서|이)|후보자|응시자",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|(?:주세요|주십시오|궁금합니다)[.!]?\s*$")
# A quotation is in the candidate's words, and in the first person.
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’")
# "Thank you, I will come back to your question at the end" is an interviewer's word.
_STOCK_PROMISE = re.compile(r"궁금하신 (?:점|것)은")


def label(text: str) -> str:
    """Return the label, tag or placeholder in a text, or ""."""
    return _found(_LABEL, text)


def role_inversion(text: str) -> str:
    """Return the words by which the interviewer speaks as an assistant or as the candidate, or ""."""
    return _found(_ROLE_INVERSION, _QUOTED.sub("", _STOCK_PROMISE.sub("", text)))


def third_person(text: str) -> str:
    """Return the words that speak about the candidate instead of to them, or ""."""
    return _found(_THIRD_PERSON, text)


def asks_nothing(text: str) -> bool:
    """Return whether a text has no question mark and no Korean request."""
    return _ASKS.search(text) is None


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return " ".join(match.group().split()) or "line break" if match else ""
