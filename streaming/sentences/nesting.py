"""Quotes, brackets and code in a piece: no sentence ends inside them, unless they never close. Pure."""

import re

from . import words
from .script import HANGUL, decomposed, is_hangul
from .stop import RUN, Boundary, Ruling, Stop, judge

_CLOSER = dict(zip("“‘«([{（「『【《〈", "”’»)]}）」』】》〉", strict=True))
_QUOTES = "\"'“‘«「『`"
_FENCE = re.compile("```")
FENCE_CHARS = 2000
PARTICLE_CHARS = 16  # in jamo

_KOREAN = re.compile(f"[{HANGUL}]*")
_QUOTATIVES = tuple(decomposed(particle) for particle in words.QUOTATIVES)


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
        if char in "'’":
            if last:
                return True
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
        marked = self.inner_end == at
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
        at = ruling.end
        while at < len(stop.text) and stop.text[at] == " ":
            at += 1
        if ruling.boundary is not Boundary.HARD or at == len(stop.text) or not is_hangul(stop.text[at]):
            return ruling
        introduced = stop.text[max(self._start, self._opened - 3) : self._opened].rstrip().endswith((":", "："))
        return Ruling(_before_korean(stop, at) if begins or introduced else Boundary.NONE, ruling.end)

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


def _is_latin(char: str) -> bool:
    return char.isalnum() and not is_hangul(char)


def _opens(char: str, before: str, after: str) -> bool:
    if char in _CLOSER:
        return True
    free = not (before.isalnum() or RUN.match(before) or before in ")]}”’」』】》〉%")
    if char == "'":
        return free and (after.isalpha() or after in '"“')
    return char in '"`' and (free or char == "`")


def _before_korean(stop: Stop, at: int) -> Boundary:
    """Return NONE if 라고 or its like follows, HARD if a new sentence does, UNKNOWN while it may be either."""
    seen = decomposed(stop.text[at : at + PARTICLE_CHARS])
    head = _KOREAN.match(seen)
    word = head[0] if head else ""
    if any(word.startswith(particle) for particle in _QUOTATIVES if len(particle) > 3):
        return Boundary.NONE
    if len(word) == len(seen) and at + PARTICLE_CHARS > len(stop.text) and not stop.ended:
        return Boundary.UNKNOWN if any(particle.startswith(word) for particle in _QUOTATIVES) else Boundary.HARD
    return Boundary.NONE if word in _QUOTATIVES else Boundary.HARD
