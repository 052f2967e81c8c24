"""Checks a quotation from the answer while a model picks it. Nothing is shown before it is complete."""

import re

from interviews.interviewer.reading import Manner, read

from .expectation import Expectation
from .flaw import Flaw, Flawed
from .forbidden import touches

# A longer quotation is cut at a word, and ends with an ellipsis.
MAX_CHARS = 40
_MARKS = "\"'“”‘’"
_END = re.compile('["”’\n]')
# Words that speak to the model, or of what an interview decides: a question must not repeat them.
_NOT_TO_REPEAT = re.compile(
    r"\b(?:assistant|instructions?|prompts?|hire[ds]?|hiring|offer letter|score)\b|지시|프롬프트|합격|채용|점수",
    re.IGNORECASE,
)
_QUOTABLE = {Manner.ANSWERS, Manner.THIN}


class QuotationCheck:
    """Has StreamCheck's methods. The question is `expected.stem`, the quotation, and `tail`.

    Raises Flawed as soon as the model writes anything that the answer does not contain.
    """

    def __init__(self, expected: Expectation, tail: str) -> None:
        self._expected, self._tail = expected, tail
        self._answer = _plain(expected.answer)
        self._text = ""
        self._complete = False

    @property
    def complete(self) -> bool:
        """Whether the quotation has ended, so that the model may be stopped."""
        return self._complete

    def feed(self, token: str) -> str:
        """Take the next token; return the rest of the question once the quotation is complete, and "" before."""
        if self._complete:
            return ""
        self._text += token
        end = _END.search(self._text)
        quoted = _plain(self._text[: end.start()] if end else self._text)
        if quoted not in self._answer:
            raise Flawed(Flaw.MISQUOTE, f"from character {len(quoted)}")
        return self._finish(quoted) if end or len(quoted) > MAX_CHARS else ""

    def end(self, finish_reason: str) -> str:
        """End the quotation where the model stopped; return the rest of the question."""
        return "" if self._complete else self._finish(_plain(self._text))

    def _finish(self, quoted: str) -> str:
        self._complete = True
        quoted = quoted.strip(" .,!…" + _MARKS)
        if sum(map(str.isalnum, quoted)) < 2:
            raise Flawed(Flaw.EMPTY, "nothing quoted")
        if topic := touches(quoted, self._expected.about):
            raise Flawed(Flaw.FORBIDDEN, topic)
        if _NOT_TO_REPEAT.search(quoted) or read(quoted).manner not in _QUOTABLE:
            raise Flawed(Flaw.MISQUOTE, "words that a question must not repeat")
        shown = _shortened(quoted)
        if any(shown in _plain(question) for question in self._expected.asked):
            raise Flawed(Flaw.REPEATED, "the same quotation")
        return shown + self._tail


def _plain(text: str) -> str:
    """Return a text with single spaces and without quotation marks of its own."""
    return " ".join(text.translate(dict.fromkeys(map(ord, _MARKS))).split())


def _shortened(quoted: str) -> str:
    if len(quoted) <= MAX_CHARS:
        return quoted
    head = quoted[: MAX_CHARS + 1]
    return (head[: head.rindex(" ")] if " " in head else head[:MAX_CHARS]).rstrip(",") + "…"
