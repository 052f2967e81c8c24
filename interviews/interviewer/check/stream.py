"""Checks a question while it streams: the first tokens before they are shown, the rest clause by clause."""

import re
from collections.abc import Callable

from interviews.interviewer.prompts import Ask, Move

from . import runaway
from .asking import asks, demands
from .english import English
from .flaw import Flaw, Flawed
from .forbidden import touches
from .korean import Korean
from .script import Known

# At most this many tokens are held back until the language of the text is clear.
HELD_TOKENS = 8
# A text without clauses is checked every so many characters.
CHECKED_EVERY_CHARS = 50

_TONGUES: dict[str, Callable[[Known], Korean | English]] = {"ko": Korean, "en": English}
_STOP = r"[.?!…][\"'”’)\]]?"
# Where the text is checked: behind a stop or a comma, and at the white space behind a stop, which ends the sentence.
_MARK = re.compile(r"[.?!…,;:\n。？！，、；：]|(?<=[.?!…])\s|(?<=[.?!…][\"'”’)\]])\s")
_STOPPED = re.compile(rf"{_STOP}\Z")
_ENDS_AT_ONCE = "\n。？！"


class StreamCheck:
    """The check of one question, in "ko" or "en"; `title` is the position's.

    What `feed` and `end` return adds up to the model's text, exactly. The verdict does not depend on how the text is
    cut into tokens.
    """

    def __init__(self, language: str, ask: Ask, title: str = "") -> None:
        self._closing = ask.move is Move.CLOSE
        self._tongue = _TONGUES[language](Known([ask.topic, ask.focus, title]))
        self._company = f"{ask.topic}\n{title}"
        self._text = ""
        self._begun = False  # it is clear that the text is in the interview's language
        self._held: list[str] | None = []  # None once they are shown
        self._stopped = False  # white space would end a sentence now
        self._sentences: list[str] = []
        self._start = 0  # of the current sentence
        self._checkpoint = CHECKED_EVERY_CHARS

    def feed(self, token: str) -> str:
        """Take the next token; return what may be shown now: "" while tokens are held back, then all of them.

        Raises Flawed.
        """
        plain = self._begun and not self._stopped and _MARK.search(token) is None
        if plain and len(self._text) + len(token) <= self._checkpoint:
            self._text += token
            return token
        self._take(token)
        return self._shown(token)

    def end(self, finish_reason: str) -> str:
        """Check the whole text; return what was still held back.

        `finish_reason` is the model's: "length" if it was cut off. Raises Flawed.
        """
        self._walk(len(self._text))
        self._look(len(self._text))
        self._sentence(len(self._text))
        self._whole(finish_reason)
        held, self._held = self._held or [], None
        return "".join(held)

    def _shown(self, token: str) -> str:
        if self._held is None:
            return token
        if token:
            self._held.append(token)
        if not self._begun and len(self._held) < HELD_TOKENS:
            return ""
        held, self._held = self._held, None
        return "".join(held)

    def _take(self, token: str) -> None:
        """Check everything that a token completes, in the order of the text, so that the cutting does not matter."""
        before = len(self._text)
        self._text += token
        for mark in _MARK.finditer(self._text, before):
            self._walk(mark.end())
            self._look(mark.end())
            if mark.group() in _ENDS_AT_ONCE or mark.group().isspace():
                self._sentence(mark.end())
        self._walk(len(self._text))
        self._stopped = _STOPPED.search(self._text, self._start) is not None

    def _walk(self, end: int) -> None:
        """Check the text at each checkpoint before `end`."""
        while self._checkpoint < end:
            self._begin(self._checkpoint)
            if found := runaway.sprawls(self._text[self._start : self._checkpoint], self._checkpoint):
                raise Flawed(Flaw.RUNAWAY, found)
            self._checkpoint += CHECKED_EVERY_CHARS
        self._begin(end)

    def _begin(self, end: int) -> None:
        """Check the language of the text's beginning, unless it is clear already."""
        if self._begun:
            return
        begins = self._tongue.begins(self._text[:end])
        if begins is False:
            raise Flawed(Flaw.LANGUAGE, "from the first words")
        self._begun = begins is True

    def _look(self, end: int) -> None:
        """Check the clause that ends at `end`."""
        clause = self._text[self._start : end]
        if self._tongue.mixes(clause):
            raise Flawed(Flaw.LANGUAGE, "another script")
        if topic := touches(clause, self._company):
            raise Flawed(Flaw.FORBIDDEN, topic)
        if self._closing and demands(clause):
            raise Flawed(Flaw.QUESTION_AT_CLOSE)
        if found := runaway.circles(clause) or runaway.asks_too_much(self._text[:end]):
            raise Flawed(Flaw.RUNAWAY, found)

    def _sentence(self, end: int) -> None:
        """Check the sentence that ends at `end`, and begin the next one."""
        sentence = self._text[self._start : end].strip()
        self._start = end
        if not any(map(str.isalpha, sentence)):  # 2020. 1. 1.
            return
        if self._tongue.is_foreign(sentence):
            raise Flawed(Flaw.LANGUAGE, f"sentence {len(self._sentences) + 1}")
        self._sentences.append(sentence)
        if found := runaway.too_many(self._sentences):
            raise Flawed(Flaw.RUNAWAY, found)

    def _whole(self, finish_reason: str) -> None:
        """Check what only the whole text can tell."""
        if not any(map(str.isalnum, self._text)):
            raise Flawed(Flaw.EMPTY)
        if finish_reason == "length":
            raise Flawed(Flaw.RUNAWAY, "as long as tokens were left")
        if self._tongue.is_absent(self._text):
            raise Flawed(Flaw.LANGUAGE, "from the first to the last word")
        if not self._closing and not asks(self._sentences):
            raise Flawed(Flaw.NO_QUESTION)
