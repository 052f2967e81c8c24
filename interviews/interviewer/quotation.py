"""Puts words of the answer into a question. A model picks them, and code copies them: nothing else can be quoted."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from .ask import Ask, Brief, Exchange, Probe
from .check import touches
from .reading import Manner, Part, read
from .reading.deeds import in_the_past
from .reading.plain import QUOTATION_MARKS, SENTENCE_END, is_korean

# Longer quotations are cut behind a word. A Hangul syllable says more than a Latin letter.
MAX_CHARS, MAX_SYLLABLES = 70, 40
_MIN_LETTERS = 6
_STOPS = " .,;:!?…。"
# Each clause takes a fraction of a millisecond in the worker's event loop.
_MAX_CLAUSES = 40
# Behind a Korean connective ending (but not 에서, -라고, "-고 싶"), behind a comma, and before an English conjunction.
# 만 is none by itself: "월요일에만".
_CLAUSE = re.compile(
    r"(?:(?<=[며요죠])|(?<=지만)|(?<=니까)|(?<=[는은인한던쁜픈]데)|(?<=[^에]서)|(?<=[^라다자냐]고))(?<=.{6}),?\s+(?!싶|있[었습는어으던]|계[시셨십]|나[서니면])|[,;:]\s+|"
    r"\s+(?=(?:and|but|so|because|which|then|until|although)\s)"
)
_LEADING = re.compile(
    r"^(?:(?:and|but|so|because|which|then|well|oh|yes|anyway|basically|actually|you know|i mean|"
    r"그래서|그런데|그리고|그러면|근데|네|그러니까|아무튼|어쨌든|일단|뭐|음|어|그게)[\s,]+)+",
    re.IGNORECASE,
)
# Words behind which a phrase goes on, at the end of a quotation that was cut.
_NO_END_OF_A_PHRASE = re.compile(
    r"(?:[\s,;:]+(?:an?|the|this|these|those|my|our|your|his|her|its|their|of|to|in|on|at|by|for|from|with|without|into|"
    r"onto|over|under|about|after|before|between|through|as|than|and|or|but|so|because|if|when|while|that|which|who|"
    r"whose|where|i|we|he|she|they|it|is|are|was|were|had|has|have|be|been|not|very|so|too|more|most|every|each|all|"
    r"both|no|any|some|one|two|three|several|및|그리고|또는|이|그|저|한|두|세|네|각|모든|매우|아주|더|가장|약|총))+\Z",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[{}<>|\[\]\\`]")
# Words that speak to the model, of the interview, or of what it decides: a question must not repeat them.
_NOT_TO_REPEAT = re.compile(
    r"\b(?:assistant|instructions?|prompts?|hire[ds]?|hiring|offer letter|scores?|ratings?|verdict|candidates?|"
    r"applicants?|passed|interviews?|questions?)\b|"
    r"말씀(?:드리|드렸|드린|드릴)|지시|프롬프트|합격|통과|채용|점수|평가|면접|지원자|질문|최고",
    re.IGNORECASE,
)
# A Korean sentence that asks the interviewer to do something. Its clauses alone do not show that.
_REQUEST = re.compile(r"(?:주세요|주십시오|주시죠|하시죠|시지요|합시다|하세요|하십시오|해라|해 줘|해줘|하자)$")
# A Korean answer to "when?" or "where?" that has no verb.
_FRAGMENT = re.compile(r"[가-힣]이요$")
# The tense of these Korean clauses shows at the end of their sentence.
_CONNECTIVE = re.compile(r"(?:[고서며니만자]|는데)$")
_QUOTABLE = {Manner.ANSWERS, Manner.THIN}
# These ask about something that the candidate did.
_ABOUT_DEEDS = {Probe.OWN, Probe.WHY}
_END = re.compile('["”’\n]')


def quotable(brief: Brief, history: Sequence[Exchange], ask: Ask) -> list[str]:
    """Return the clauses of the last answer that a question may quote: for some probes, what the candidate did.

    They tell what happened: no question follows from "Anybody can draw". Left out are forbidden topics, insults,
    questions, other languages, markup, words to the model or about the interview, and what was quoted before.
    """
    asked = "\n".join(exchange.question for exchange in history)
    found, deeds = [], []
    told = filter(_tells, sentences(history[-1].answer if history else ""))
    for clause in dict.fromkeys(islice(chain.from_iterable(map(clauses, told)), _MAX_CLAUSES)):
        if (
            is_korean(clause) != (brief.language == "ko")
            or clause in asked
            or touches(clause, f"{ask.topic}\n{brief.title}")
            or _NOT_TO_REPEAT.search(clause)
            or not _is_past(clause)
        ):
            continue
        reading = read(clause)
        if reading.manner in _QUOTABLE:
            found.append(clause)
            deeds += [clause] * (Part.OWN in reading.parts)
    return deeds if ask.probe in _ABOUT_DEEDS else found


def sentences(answer: str) -> Iterator[str]:
    """Yield the sentences of an answer in order, without quotation marks and without the stop at their end."""
    for line in answer.splitlines():
        for sentence in SENTENCE_END.split(" ".join(QUOTATION_MARKS.sub("", line).split())):
            yield sentence.strip(_STOPS)


def clauses(sentence: str) -> Iterator[str]:
    """Yield the clauses of a sentence in order, each cut to what a question can quote."""
    for clause in _CLAUSE.split(_LEADING.sub("", sentence)):
        stripped = _shortened(_LEADING.sub("", clause).strip(_STOPS))
        if sum(map(str.isalnum, stripped)) >= _MIN_LETTERS:
            yield stripped


def _tells(sentence: str) -> bool:
    """Return whether a sentence tells what happened, rather than asking the interviewer for something."""
    if _REQUEST.search(sentence) or _MARKUP.search(sentence) or not in_the_past(sentence):
        return False
    return read(sentence).manner in _QUOTABLE


def _is_past(clause: str) -> bool:
    """Return whether a clause, of a sentence about the past, is about the past, too."""
    return not _FRAGMENT.search(clause) and (in_the_past(clause) or _CONNECTIVE.search(clause) is not None)


class Quotation:
    """Has StreamCheck's methods, and refuses nothing: whatever the model writes, one of `options` is quoted.

    It is the one that the model's words have most in common with, followed by `tail`. Nothing is shown before the model
    has ended it.
    """

    def __init__(self, options: Sequence[str], tail: str) -> None:
        """`options` are the clauses that may be quoted, at least one."""
        self._options, self._tail = options, tail
        self._text = ""
        self._complete = False

    @property
    def complete(self) -> bool:
        """Whether the quotation has ended, so that the model may be stopped."""
        return self._complete

    def feed(self, token: str) -> str:
        """Take the next token; return the rest of the question once the quotation has ended, and "" before."""
        self._text += token
        ended = _END.search(self._text) or len(self._text) > _limit(self._text)
        return self.end("stop") if ended else ""

    def end(self, finish_reason: str) -> str:
        """End the quotation where the model stopped; return the rest of the question."""
        if self._complete:
            return ""
        self._complete = True
        picked = _words(_END.split(self._text)[0])
        best = max(self._options, key=lambda option: (len(picked & _words(option)), len(option)))
        return best + self._tail


def _shortened(clause: str) -> str:
    limit = _limit(clause)
    if len(clause) <= limit:
        return clause
    head = clause[: limit + 1]
    cut = head[: head.rindex(" ")] if " " in head else head[:limit]
    return _NO_END_OF_A_PHRASE.sub("", cut) or cut


def _limit(text: str) -> int:
    return MAX_SYLLABLES if is_korean(text) else MAX_CHARS


def _words(text: str) -> set[str]:
    return {*text.casefold().split()}
