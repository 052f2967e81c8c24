"""Tells of each clause of an answer whether it says something, or else what it does instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from . import deeds, english, english_clauses, korean, korean_clauses
from .deeds import Doer
from .kinds import Manner
from .plain import is_korean, weight
from .table import compiled

# The first whose pattern matches is a clause's manner.
_ORDER = (
    Manner.SKIPS,
    Manner.ABUSE,
    Manner.WANTS_REPHRASING,
    Manner.ASKS_BACK,
    Manner.OFF_TOPIC,
    Manner.NO_EXAMPLE,
)
# From this weight on, a clause may be a story: of an insult, of a customer who did not understand.
_STORY = 40
# Up to this weight, a clause that denies something says nothing else, unless it gives a figure.
_IN_PASSING = 60
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"\w+")
# Up to this weight, a clause may be small talk. A longer one tells more than the lunch that it mentions.
_CHAT = 90


@dataclass(frozen=True)
class Clause:
    """A piece of a sentence. `manner` is None if it says something; `words` is what it says, without empty words."""

    text: str
    words: str
    manner: Manner | None = None
    denies: bool = False  # that there is anything to tell


class _Language:
    """Reads clauses by one language's tables."""

    def __init__(self, manners: ModuleType, source: ModuleType, before: str) -> None:
        def pattern(lines: str, before: str = before) -> re.Pattern[str]:
            return compiled(lines, source.WORDS, before)

        self._manners = [(manner, compiled(manners.MANNERS[manner], manners.WORDS, before)) for manner in _ORDER]
        self._turns = pattern(source.TURNS, "")
        self._asking, self._asking_unmarked = pattern(source.ASKING, ""), pattern(source.ASKING_UNMARKED, "")
        self._denial, self._outcome = pattern(source.DENIAL), pattern(source.OUTCOME)
        self._small_talk, self._work = pattern(source.SMALL_TALK), pattern(source.WORK)
        self._empty = pattern(source.EMPTY, r"(?<!\S)")

    def clauses(self, sentence: str, about: frozenset[str]) -> Iterator[Clause]:
        asks = sentence.rstrip(" )]").endswith("?")
        *firsts, last = (piece.strip(" ,;:.!?…") for piece in self._turns.split(sentence))
        for text in firsts:
            yield self._clause(text, about)
        yield from self._last(last, asks, about)

    def _last(self, text: str, asks: bool, about: frozenset[str]) -> Iterator[Clause]:
        if asks and _only_names(text, about):
            yield Clause(text, "")
            return
        clause = self._clause(text, about)
        if asks and not clause.manner:
            clause = self._clause(f"{text}?", about)
        asking = None if clause.manner else (self._asking if asks else self._asking_unmarked).search(text)
        if asking:
            yield self._clause(text[: asking.start()], about)
            yield Clause(text[asking.start() :], "", Manner.ASKS_BACK)
        else:
            yield clause

    def _clause(self, text: str, about: frozenset[str]) -> Clause:
        for manner, pattern in self._manners:
            if pattern.search(text) and not self._may_be_told(manner, text):
                return Clause(text, "", manner)
        if self._chats(text) and not any(word in text for word in about):
            return Clause(text, "", Manner.OFF_TOPIC)
        denies = weight(text) <= _IN_PASSING and bool(self._denial.search(text)) and not _FIGURE.search(text)
        return Clause(text, " ".join(self._empty.sub(" ", text).split()), denies=denies)

    def _chats(self, text: str) -> bool:
        return weight(text) <= _CHAT and bool(self._small_talk.search(text)) and not self._work.search(text)

    def _may_be_told(self, manner: Manner, text: str) -> bool:
        """Tell whether a clause tells of something instead of doing it."""
        if weight(text) < _STORY:
            return manner is Manner.NO_EXAMPLE and bool(self._outcome.search(text))
        told = deeds.read(text, past=False)
        match manner:
            case Manner.NO_EXAMPLE:
                return Doer.SPEAKER in told.doers or bool(self._outcome.search(text))
            case Manner.OFF_TOPIC:
                return bool({Doer.SPEAKER, Doer.TOGETHER} & set(told.doers))
        return manner is not Manner.ASKS_BACK and bool(told.doers) and not told.usual


def _only_names(text: str, about: frozenset[str]) -> bool:
    """Return whether all words are of what is asked about: "Teamwork? Well, …" asks nothing."""
    words = _WORD.findall(text.casefold())
    return bool(words) and all(word.startswith(tuple(about)) for word in words)


_ENGLISH = _Language(english, english_clauses, r"\b")
_KOREAN = _Language(korean, korean_clauses, "")


def clauses(sentence: str, about: frozenset[str]) -> list[Clause]:
    """Return a sentence's clauses, read by the tables of its language. What has a word of `about` is no small talk."""
    return list((_KOREAN if is_korean(sentence) else _ENGLISH).clauses(sentence, about))
