"""Finds what a question sets against what the candidate did, although nobody has named it.

"Why did you decide to use vinegar instead of soil?" takes a choice for granted that the candidate may never have had,
also if both were there: "a bucket of her own soil and a bottle of vinegar".
"""

import re

from .languages.english import FUNCTION_WORDS

_MARK = r"\b(?:instead of|rather than|as opposed to|in place of)\b"
_BEGUN = re.compile(_MARK, re.IGNORECASE)
_AGAINST = {
    "en": re.compile(rf"{_MARK}(?P<what>[^,;?.!]*)", re.IGNORECASE),
    "ko": re.compile(r"(?P<what>\S{1,20}?)(?:[이가] ?아니라|(?:는|은)? 대신에?|보다는)(?=[\s,?]|$)"),
}
# Anything may be set against another way of doing it.
_ANY = {
    "en": re.compile(r"\b(?:an?other|different|else|any(?:thing|one)|something|alternatives?)\b", re.IGNORECASE),
    "ko": re.compile(r"^(?:다른|방법|방식|그냥|그것|이것|기존|것|수단|쪽|대안|그)"),
}
# Words that name no other choice by themselves.
_PLAIN = frozenset(
    "using use doing do trying try asking ask having have going go making make taking take getting get keeping keep"
    " waiting wait leaving leave letting let giving give choosing choose just simply only first time same his her their"
    " its your my our him them they she you who this these those with for from into".split()
)
# A sentence that weighs, denies or prefers something.
_WEIGHS = {
    "en": re.compile(
        r"\b(?:instead|rather|than|over|not|no|never|none|nobody|without|but|or|prefer\w*)\b|n['’]t\b", re.I
    ),
    "ko": re.compile(r"대신|아니|보다|말고|않|안 |못|없|거나|지만|는데|대안|고민|선택"),
}
_SENTENCE_END = re.compile(r"[.!?\n]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
# Words are the same if this many of their first letters are: slide, slides.
_SAME = 4


def is_begun(sentence: str) -> bool:
    """Return whether a sentence that goes on has begun to set something against something."""
    return _BEGUN.search(sentence) is not None


def invented(language: str, written: str, company: str, said: str) -> bool:
    """Return whether `written`, the model's part of a question, sets something against what is done.

    It may name what the company wrote, and what the candidate said in a sentence that weighs, denies or prefers.
    """
    against = [found["what"] for found in _AGAINST[language].finditer(written)]
    if not against:
        return False
    weighed = (sentence for sentence in _SENTENCE_END.split(said) if _WEIGHS[language].search(sentence))
    told = "\n".join([company, *weighed])
    named = _is_named_in_english if language == "en" else _is_named_in_korean
    return any(not _ANY[language].search(what) and not named(what, told) for what in against)


def _is_named_in_english(what: str, told: str) -> bool:
    known = {word.casefold()[:_SAME] for word in _WORD.findall(told)}
    words = (word.casefold() for word in _WORD.findall(what))
    return all(word[:_SAME] in known for word in words if len(word) > 2 and word not in FUNCTION_WORDS | _PLAIN)


def _is_named_in_korean(what: str, told: str) -> bool:
    return what[:2] in told
