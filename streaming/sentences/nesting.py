"""Quotes, brackets and code in a piece: no sentence ends inside them, unless they never close. Pure."""

import re

from . import words
from .boundary import RUN, Boundary, Ruling, Stop
from .quotation import AFTER_QUOTES, past_answers, past_spaces
from .script import is_hangul
from .stop import judge

_CLOSER = dict(zip("“‘«([{（「『【《〈", "”’»)]}）」』】》〉", strict=True))
_QUOTES = "\"'“‘«「『`"
_FENCE = re.compile("```")
FENCE_CHARS = 2000
ANSWER_CHARS = 24

_ELIDED = re.compile("[A-Za-z]{0,8}")


class Nesting:
    """Tracks what is open in the piece that begins at `start`. An open quote is forgotten after `held` characters.

    No quote begins before the index `blind`.
    """

    def __init__(self, start: int, held: int, blind: int) -> None:
        self.open = ""  # the closing marks that are expected, the outermost first
        self.fenced = False
        self.inner_end = -1  # the index after the latest mark inside
        self.closed: int | None = None  # the index after the outermost closing mark, if a mark is right before it
        self.next = start
        self._start, self._held = start, held
        self._opened = start
        self.blind = blind
        self._before = ("", start)

    @property
    def limit(self) -> float:
        """The index at which what is open is given up."""
        if self.fenced:
            return self._opened + FENCE_CHARS
        return self._opened + self._held if self.open else float("inf")

    def shift(self, by: int) -> None:
        """Move all indexes, after that many characters were dropped from the text's beginning."""
        self._start -= by
        self._opened -= by
        self.blind -= by
        self.inner_end -= by
        self._before = (self._before[0], self._before[1] - by)

    def forget(self) -> int:
        """Give up what is open. Return the index from which to look again; the opening mark counts as no quote then."""
        self.blind = int(self.limit)
        self.open, self.fenced = "", False
        return self._opened + 1

    def turn(self, text: str, at: int, ended: bool) -> bool:
        """Open or close at `at`. Return whether the next character has to be known first."""
        self.closed, self.next = None, at + 1
        char = text[at]
        before = text[at - 1] if at > self._start else " "
        last = at + 1 == len(text) and not ended
        if char in "'’‘":
            if last:
                return True
            if char != "’" and not self.open and (elided := _is_elided(text, at + 1, ended)) is not False:
                return elided is None
            if _is_latin(before) and _is_latin(text[at + 1 : at + 2]):
                return False  # don't
        if char == "`" and text[at : at + 3] in ("`", "``") and at + 3 > len(text) and not ended:
            return True
        if char == "`" and text.startswith("```", at):
            self._open_fence(at)
        elif char in self.open:
            self._close(text, at)
        elif at >= self.blind and _opens(char, before, text[at + 1 : at + 2]):
            self._open(at, _CLOSER.get(char, char))
        return False

    def _open(self, at: int, closer: str) -> None:
        if not self.open:
            self._opened = at
        self.open += closer

    def _close(self, text: str, at: int) -> None:
        self._before = (self.open, self.inner_end)
        marked = self.inner_end == at or (self.inner_end == at - 1 and text[at - 1] == " ")
        self.open = self.open[: self.open.rfind(text[at])]
        if marked:
            self.inner_end = at + 1
        attached = self._opened > self._start and RUN.match(text[self._opened - 1])
        if not self.open and (marked or attached):
            self.closed = at + 1

    def undo(self) -> None:
        """Undo the latest closing, which is judged again when more is known."""
        self.open, self.inner_end = self._before

    def judge(self, stop: Stop) -> Ruling:
        """Judge whether the sentence ends with the quotation or bracket that was just closed."""
        ruling = judge(stop)
        begins = not stop.text[self._start : self._opened].strip(" *_>#-~")
        if stop.text[self._opened] not in _QUOTES and not begins:
            attached = RUN.match(stop.text[self._opened - 1]) and not stop.text[self._opened - 2].isdigit()
            return ruling if attached else Ruling(Boundary.NONE, ruling.end)
        return Ruling(self._after_quote(stop, begins, ruling.end), ruling.end) if _is_hard(ruling) else ruling

    def _after_quote(self, stop: Stop, begins: bool, end: int) -> Boundary:
        """Judge what looks like the end of a sentence by the word that follows, past any further quoted answers."""
        text, first = stop.text, past_spaces(stop.text, end)
        at = past_answers(stop, first) if stop.at - self._opened <= ANSWER_CHARS else first
        if at is None:
            return Boundary.UNKNOWN
        char = text[at : at + 1]
        if not char or not is_hangul(char):
            return Boundary.NONE if at > first and (char.islower() or char == ",") else Boundary.HARD
        introduced = text[max(self._start, self._opened - 3) : self._opened].rstrip().endswith((":", "："))
        return AFTER_QUOTES.after(text, at, stop.ended) if begins or introduced else Boundary.NONE

    def _open_fence(self, at: int) -> None:
        self.next = at + 3
        if at >= self.blind:
            self.fenced, self.open, self._opened = True, "", at

    def fence(self, text: str, at: int) -> re.Match[str] | None:
        """Find the end of the code block."""
        return _FENCE.search(text, at)

    def close_fence(self, at: int) -> Ruling:
        self.fenced = False
        return Ruling(Boundary.NONE, at + 3)


def _is_hard(ruling: Ruling) -> bool:
    return ruling.boundary is Boundary.HARD


def _is_elided(text: str, at: int, ended: bool) -> bool | None:
    """Return whether the word at `at` lacks its first letters, as 'twas does; None while it may become such a word."""
    found = _ELIDED.match(text, at)
    word = found[0].lower() if found else ""
    if at + len(word) == len(text) and not ended and any(elided.startswith(word) for elided in words.ELISIONS):
        return None
    return word in words.ELISIONS


def _is_latin(char: str) -> bool:
    return char.isalnum() and not is_hangul(char)


def _opens(char: str, before: str, after: str) -> bool:
    if char in _CLOSER:
        return True
    free = not (before.isalnum() or RUN.match(before) or before in ")]}”’」』】》〉%")
    if char == "'":
        return free and (after.isalpha() or after in '"“')
    return char in '"`' and (free or char == "`")
