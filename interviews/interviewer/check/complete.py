"""Judges a question that is complete already."""

import re

from .asking import QUESTION_MARK, Asks, asks
from .expectation import Expectation
from .flaw import Flaw, Flawed
from .judge import Judge
from .stream import StreamCheck

_SENTENCE = re.compile(r"[^.!…。！?？\n]+[.!…。！?？]*")


def refusal(expected: Expectation, question: str) -> Flawed | None:
    """Return why a complete question is refused, or None if it is accepted.

    Unlike a stream, which ends at the first question mark, it is judged to its end.
    """
    check = StreamCheck(expected)
    try:
        shown = check.feed(question)
        shown += check.end("stop")
        _rest(expected, question[len(shown) :])
    except Flawed as flawed:
        return flawed
    return None


def _rest(expected: Expectation, rest: str) -> None:
    """Judge what follows the question. Raises Flawed."""
    judge = Judge(expected)
    sentences = [sentence for sentence in map(str.strip, _SENTENCE.findall(rest)) if any(map(str.isalpha, sentence))]
    for number, sentence in enumerate(sentences, 2):
        judge.sentence(sentence, number)
    questions = [s for s in sentences if QUESTION_MARK.search(s) or asks(expected.language, s) is Asks.CLEARLY]
    if questions:
        raise Flawed(Flaw.SEVERAL, f"{1 + len(questions)} questions")
