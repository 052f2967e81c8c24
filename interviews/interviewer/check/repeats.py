"""Finds questions that were asked before, and words that are merely copied from the answer."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from interviews.interviewer.phrases import PHRASES

from .languages.english import FUNCTION_WORDS

# Questions whose letters, in runs of three (two in Korean), agree this much are the same; measured on pairs in
# tests/interviews/interviewer/check/pairs.tsv.
SAME_LETTERS = 0.8
# If they ask with different words, they must agree more.
SAME_BUT_FOR_ASKING = 0.95
# So are those that agree in their asking word and in this share of the words that carry their sense.
SAME_SENSE = 0.8
LEAST_SENSE = 2
# So many words in a row are copied, if they are this share of the question, or this many whatever their share.
COPIED_WORDS, COPIED_SHARE = 8, 0.6
COPIED_AT_MOST = 14
# This many words in a row are repeated from an earlier question, if this many of them say what it is about.
REPEATED_WORDS = {"en": 8, "ko": 5}
REPEATED_SENSE = 3
# A follow-up is an echo of the last question if at least this many words say what it is about.
LEAST_ECHOED = 2

_NAME = re.compile(r"(?<=[^.!?…\s] )[\"“‘(]?(?!I\b)[A-Z][A-Za-z0-9+#.-]*(?=\W|[가-힣]|$)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ASKING = frozenset("what which when where why how who whom whose".split())
_PLAIN = FUNCTION_WORDS | frozenset(
    "could would can please tell describe explain walk share give hear know like more detail little bit thing things "
    "exactly really also just then there yourself time one example particular specific go come".split()
)
_SUFFIX = re.compile(r"(?:ing|ied|ies|ed|es|s|ly)$")
_KO_ENDING = re.compile(
    r"(?:에 대해|에 대하여|에 대해서|관해|관하여)|(?:말씀|설명|이야기|얘기|소개)(?:을|"
    r"를)? ?(?:좀 ?)?(?:해 ?)?(?:주시겠어요|주시겠습니까|주세요|주십시오|주실 수 있나요|주실래요)"
    r"|(?:조금|좀|더|자세히|구체적으로|한번|한 번|혹시|그럼|그러면|네)(?= )"
)
# A Korean word of which most questions have one, whatever they are about.
_KO_PLAIN = re.compile(
    r"(?:말씀|설명|이야기|얘기|소개|공유|답변)(?:을|를|하.*|해)?|(?:예|사례|경험|경우|상황|순간|때|점|적|것|수)(?:가|를|을|은|는|이|도|에)?"
    r"|들어|들려|알려|(?:주|있|없|하[신셨시]|되[신셨]|했|됐|해야).*|관련.*|(?:대|관|통|위)(?:해|한|하여)서?|구체적.*|자세.*|본인.*|스스로"
)
_KO_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:께서는|께서|에서는|에서|에게|으로|은|는|이|가|을|를|의|에|도|로|와|과)$")
_KO_VERB_END = re.compile(
    r"(?:하셨나요|하셨습니까|하셨어요|하시나요|했나요|셨나요|셨습니까|셨어요|나요|인가요|이었나요|가요|습니까|"
    r"을까요|까요|세요|어요|죠)$"
)
# A question with such words asks for one more case.
_ANOTHER = {
    "en": re.compile(
        r"\b(?:another|(?:a|one) (?:second|third|further|different)|one more|(?:an|one|some|any) other)"
        r"(?: \w+)? (?:time|case|example|situation|instance|occasion|moment|incident|experience|story|project|day|"
        r"one)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"(?:(?<![가-힣])(?:또 ?)?(?:다른|하나 더|한 가지 더|두 번째)(?: \S+)? ?"
        r"(?:경험|사례|경우|상황|예|일|때|적|사건|프로젝트|기억)|(?:때|적|일|경험|사례|경우)[가이도은는]? 또 )"
    ),
}


def asked_before(language: str, question: str, asked: Iterable[str]) -> str:
    """Say how a question repeats one of `asked`, or ""."""
    for earlier in asked:
        if _letters(question) == _letters(earlier):
            return "the same question"
        if similarity(language, question, earlier) >= 1 and not _another_case(language, question, earlier):
            return "nearly the same question"
    return ""


def words_repeated(language: str, question: str, written: str, asked: Iterable[str]) -> bool:
    """Return whether `written`, the model's part of a question, has a long run of words from one of `asked`.

    The words that make any question a question, such as "tell me about a time when you", may return.
    """
    length = REPEATED_WORDS[language]
    runs = _runs(written, length)
    return bool(runs) and any(
        any(sum(_carries(language, word) for word in run) >= REPEATED_SENSE for run in runs & _runs(earlier, length))
        and not _another_case(language, question, earlier)
        for earlier in asked
    )


def echoes(language: str, written: str, asked: str, answer: str) -> bool:
    """Return whether `written`, the model's part of a follow-up, only says again what the last question was about.

    So it takes for granted what the candidate has not told.
    """
    sense = _sense(language, written) - _of_any_question(language)
    return (
        len(sense) >= LEAST_ECHOED and sense <= _sense(language, asked) and sense.isdisjoint(_sense(language, answer))
    )


def similarity(language: str, one: str, other: str) -> float:
    """Return how alike two questions are; from 1 on they count as the same."""
    letters = _dice(_grams(one, language), _grams(other, language))
    # How it was done is not why, and Kafka is not Redis.
    if _asking(language, one) != _asking(language, other) or _differ(_names(one), _names(other)):
        return letters / SAME_BUT_FOR_ASKING
    letters /= SAME_LETTERS
    mine, theirs = _sense(language, one), _sense(language, other)
    if min(len(mine), len(theirs)) < LEAST_SENSE:
        return letters
    return max(letters, len(mine & theirs) / len(mine | theirs) / SAME_SENSE)


def copied(text: str, answer: str) -> bool:
    """Return whether `text` is for the most part copied from the answer, word by word."""
    words, said = _words(text), _words(answer)
    if len(words) >= 3 and f" {' '.join(words)} " in f" {' '.join(said)} ":
        return True
    least = min(COPIED_AT_MOST, max(COPIED_WORDS, math.ceil(COPIED_SHARE * len(words))))
    return not _runs(text, least).isdisjoint(_runs(answer, least))


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return all runs of `length` words."""
    words = _words(text)
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _carries(language: str, word: str) -> bool:
    """Return whether a word says what its question is about."""
    if language == "ko" and _KO_PLAIN.fullmatch(word):
        return False
    return bool(_sense(language, word) - _of_any_question(language))


@cache
def _of_any_question(language: str) -> frozenset[str]:
    """Return the words of code's own questions, which say nothing of what a question is about."""
    book = PHRASES[language]
    own = [text.replace("{topic}", " ") for texts in (*book.stems.values(), *book.stock.values()) for text in texts]
    return frozenset[str]().union(*(_sense(language, word) for text in own for word in _words(text)))


def _another_case(language: str, question: str, earlier: str) -> bool:
    """Return whether a question asks for a further case, and the earlier one did not."""
    asks_more = _ANOTHER[language].search
    return asks_more(question) is not None and asks_more(earlier) is None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


# An interview's questions are compared with each new one.
_remembered = lru_cache(1024)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@_remembered
def _grams(text: str, language: str) -> Counter[str]:
    letters = _letters(_KO_ENDING.sub(" ", text) if language == "ko" else text)
    length = 2 if language == "ko" else 3
    return Counter(letters[i : i + length] for i in range(max(1, len(letters) - length + 1)))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


@_remembered
def _sense(language: str, text: str) -> frozenset[str]:
    """Return the words that carry a question's sense, without their endings."""
    if language == "ko":
        words = _KO_ENDING.sub(" ", text).split()
        bare = (_KO_PARTICLE.sub("", re.sub(r"\W+$", "", word)) for word in words)
        return frozenset(filter(None, (_KO_VERB_END.sub("", word) for word in bare)))
    return frozenset(_SUFFIX.sub("", word) for word in _words(text) if word not in _PLAIN and len(word) > 2)


@_remembered
def _names(text: str) -> frozenset[str]:
    """Return the words with capital letters, except for the first word."""
    return frozenset(_NAME.findall(text))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and one.isdisjoint(other))


@_remembered
def _asking(language: str, text: str) -> str:
    if language == "ko":
        found = re.search(r"무엇|무슨|어떻게|어떤|어느|어디|언제|얼마|누구|누가|왜|이유", text)
        return found.group() if found else ""
    return next((word for word in _words(text) if word in _ASKING), "")
