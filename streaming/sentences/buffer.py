"""The buffer: walks from mark to mark, watches quotes and brackets, and releases the sentences that are decided."""

import re

from . import clause
from .boundary import CLOSERS, RUN, Boundary, Ruling, Stop
from .haste import Haste, HeldClause
from .label import is_label
from .long import last_break, last_character
from .nesting import FENCE_CHARS, Nesting
from .script import NEWLINES
from .sentence import Sentence
from .stop import judge

# How long to hold a boundary that only the next word could undo: longer than a token takes, and too short to notice.
DEADLINE_SECONDS = 0.3

# A longer piece, in characters, is cut at its last natural break; at twice this length if it has none.
LONGEST = {"ko": 200}
LONGEST_ELSEWHERE = 400

_CONTENT = re.compile(r"[^\W_]")
_NOT_SPACE = re.compile(r"\S")
_STOPS = ".!?…。！？｡．‼⁇⁈⁉"
_COMMAS = ",，、"
_COLONS = ":;：；"
_NESTS = "\"'“”‘’«»()\\[\\]{}（）「」『』【】《》〈〉`"
_MARK = re.compile(f"[{_STOPS}{_NESTS}{NEWLINES}]")
_MARK_EARLY = re.compile(f"[{_STOPS}{_NESTS}{_COMMAS}{_COLONS}\\s]")


class SentenceBuffer:
    """Takes a question's text in chunks and returns its sentences, the same ones however the text was chunked.

    Call `feed` for each chunk, `poll` at `release_at`, and `flush` at the end. If `feed` is told the time, a sentence
    stays whole if that lets nobody wait: see `haste`. Otherwise the first piece is a clause if it can be.
    """

    def __init__(self, language: str, clauses: bool = True) -> None:
        """`language` is ISO 639-1; it sets how long a piece may be. With `clauses` a piece may be a clause, so that the
        voice starts early and goes on."""
        self._longest = LONGEST.get(language, LONGEST_ELSEWHERE)
        self._clauses = self._early = clauses
        self._clause: HeldClause | None = None
        self._now: float | None = None
        self.haste = Haste()
        self._index = 0
        self._text = ""  # what is not released yet
        self._base = 0  # the offset of that in the question
        self._ended = False
        self._soft: int | None = None  # the offset in the question at which the deadline may cut
        self._soft_final = self._is_final = True
        self._since: float | None = None
        self._nesting = Nesting(0, 0, 0)
        self._begin(0)

    def _begin(self, at: int) -> None:
        """Begin a piece at `at`, or after the white space there."""
        found = _NOT_SPACE.search(self._text, at)
        self._start = self._at = found.start() if found else len(self._text)
        self._has_content = False
        self._limit = self._longest
        self._nesting = Nesting(self._start, self._longest // 2, self._nesting.blind)

    def feed(self, text: str, now: float | None = None) -> list[Sentence]:
        """Take more text and return the sentences that it completes.

        `now` is in seconds, on the clock of `poll`: the deadline of a boundary counts from it.
        """
        self._now = now
        if now is not None:
            self._early = self._clauses
            self.haste.note_text(text, now)
        if self._is_plain(text):
            self._text += text
            self._at = len(self._text)
            return []
        self._text += text
        held = self._soft
        found = self._scan()
        if self._soft != held:
            self._since = now
        return found

    def _is_plain(self, text: str) -> bool:
        """Return whether nothing waits and the text has no mark to judge, like most tokens."""
        length = len(self._text)
        return (
            self._at == length
            and self._clause is None
            and self._has_content
            and not self._nesting.open
            and not self._nesting.fenced
            and length + len(text) < self._start + self._limit
            and (_MARK_EARLY if self._early else _MARK).search(text) is None
        )

    def poll(self, now: float) -> list[Sentence]:
        """Return what has waited for its next word for DEADLINE_SECONDS, or for the rest of its sentence for as long as
        it may. `now` is in seconds on any monotonic clock."""
        self._now = now
        if self._soft is None:
            return self._scan() if self._is_due else []
        if self._since is None:
            self._since = now
        if self.release_at is None or now < self.release_at:
            return []
        found = [self._cut(self._soft - self._base, self._soft_final), *self._scan()]
        self._since = now
        return found

    @property
    def release_at(self) -> float | None:
        """When to call `poll`, on the same clock. None if nothing waits, or if `feed` had no `now`."""
        if self._soft is not None:
            return None if self._since is None else self._since + DEADLINE_SECONDS
        if self._clause:
            piece = self._text[self._start : self._clause.end - self._base]
            return self.haste.needed_at(piece, self._clause.held_until)
        return None

    def flush(self, now: float | None = None) -> list[Sentence]:
        """Return what is left at the question's end."""
        self._now, self._ended = now, True
        found = self._scan()
        while self._start < len(self._text):
            found.append(self._cut_in_time(len(self._text), True))
        self._trim()
        self._ended = False
        return found

    def _cut(self, end: int, final: bool) -> Sentence:
        """Make a sentence of the piece up to `end`, and begin the next piece."""
        text = self._text[self._start : end].rstrip()
        start = self._base + self._start
        piece = Sentence(self._index, text, start, start + len(text), final)
        self._index += 1
        self._early = self._clauses and self._now is not None
        self._soft = self._since = self._clause = None
        if self._now is not None:
            self.haste.note_piece(text, self._now)
        self._begin(end)
        return piece

    def _cut_in_time(self, end: int, final: bool) -> Sentence:
        """Cut at `end`; or at the clause before, if the whole would come too late."""
        return self._cut(end, final) if self._stays_whole(end) else self._cut_clause()

    def _cut_clause(self) -> Sentence:
        assert self._clause
        return self._cut(self._clause.end - self._base, False)

    def _stays_whole(self, end: int) -> bool:
        if self._clause is None or self._now is None:
            return True
        return self.haste.may_stay_whole(self._text[self._start : end], self._clause.held_until, self._now)

    @property
    def _is_due(self) -> bool:
        """Whether the clause can wait no longer for the rest of its sentence."""
        return self._clause is not None and self._now is not None and self._now >= (self.release_at or 0)

    def _meet_clause(self, end: int) -> list[Sentence]:
        """Remember where the piece may be cut. Return the clause before if this longer one would come too late."""
        if self._now is None:
            return [self._cut(end, False)]
        if not self._stays_whole(end):
            return [self._cut_clause()]
        if self._clause is None or self.haste.dry_at is not None:
            self._clause = HeldClause(self._base + end, self.haste.held_until(self._now))
        self._at = max(self._at + 1, end)
        return []

    def _trim(self) -> None:
        """Drop what was released, once per feed: a slice per sentence would be quadratic for a long text."""
        if self._start:
            self._base += self._start
            self._at -= self._start
            self._nesting.shift(self._start)
            self._text = self._text[self._start :]
            self._start = 0

    def _scan(self) -> list[Sentence]:
        """Walk on until the text ends or a mark has to wait."""
        found: list[Sentence] = []
        self._soft = None
        if self._start == self._at and not self._has_content:
            self._begin(self._start)
        while True:
            ruling = self._step()
            if ruling.boundary is Boundary.HARD:
                found.append(self._cut_in_time(ruling.end, self._is_final))
            elif ruling.boundary is Boundary.CLAUSE:
                found += self._meet_clause(ruling.end)
            elif ruling.boundary is Boundary.NONE:
                self._at = ruling.end
            elif self._is_due if ruling.boundary is Boundary.UNKNOWN else not self._stays_whole(ruling.end):
                found.append(self._cut_clause())
            else:
                break
        if ruling.boundary is Boundary.SOFT:
            self._soft, self._soft_final = self._base + ruling.end, self._is_final
        self._trim()
        return found

    def _step(self) -> Ruling:
        """Judge the next mark; UNKNOWN at the text's end."""
        text, nesting = self._text, self._nesting
        self._is_final = True
        pattern = _MARK_EARLY if self._early else _MARK
        mark = nesting.fence(text, self._at) if nesting.fenced else pattern.search(text, self._at)
        at = mark.start() if mark else len(text)
        limit = self._start + self._limit
        if nesting.open or nesting.fenced:
            limit = int(nesting.limit if nesting.fenced else min(limit, nesting.limit))
        if at >= limit:
            self._note_content(limit)
            return self._give_up(limit) if limit < len(text) else self._wait_at(len(text))
        self._note_content(at)
        if mark is None:
            return self._wait_at(at)
        self._at = at
        return self._judge(at, text[at])

    def _wait_at(self, at: int) -> Ruling:
        # The text may end in the middle of the back-ticks that end a code block.
        self._at = max(self._at, at - 2) if self._nesting.fenced else at
        return Ruling(Boundary.UNKNOWN, at)

    def _note_content(self, end: int) -> None:
        if not self._has_content:
            self._has_content = _CONTENT.search(self._text, self._at, end) is not None

    def _judge(self, at: int, char: str) -> Ruling:
        if self._nesting.fenced:
            self._limit = min(at - self._start, FENCE_CHARS) + self._longest
            return self._nesting.close_fence(at)
        if char in NEWLINES:
            heading = self._text[self._start] == "#"
            whole = self._has_content and (heading or not is_label(self._text[self._start : at]))
            return Ruling(Boundary.HARD if whole else Boundary.NONE, at if whole else at + 1)
        if char in _STOPS:
            return self._judge_stop(at)
        if char in _COMMAS or char in _COLONS or char.isspace():
            return self._judge_clause(at, char)
        return self._judge_nesting(at)

    def _judge_stop(self, at: int) -> Ruling:
        run = RUN.match(self._text, at)
        end = run.end() if run else at + 1
        if self._nesting.open or not self._has_content:
            self._nesting.inner_end = end
            return Ruling(Boundary.NONE, end)
        closers = CLOSERS.match(self._text, end)
        if end - at < 16 and closers:
            return self._settled(judge(Stop(self._text, self._start, at, closers.end(), self._ended)), end)
        return Ruling(Boundary.NONE, end)  # a leader: a line of dots

    def _settled(self, ruling: Ruling, on: int) -> Ruling:
        """Return the ruling; if the sentence goes on, continue right after the mark."""
        return Ruling(Boundary.NONE, on) if ruling.boundary is Boundary.NONE else ruling

    def _judge_clause(self, at: int, char: str) -> Ruling:
        if self._nesting.open or not self._has_content:
            return Ruling(Boundary.NONE, at + 1)
        self._is_final = False
        judged = clause.after_comma if char in _COMMAS else clause.after_colon if char in _COLONS else clause.after_word
        boundary = judged(self._text, self._start, at)
        if self._ended and boundary is not Boundary.HARD:
            boundary = Boundary.NONE
        elif boundary is Boundary.HARD:
            boundary = Boundary.CLAUSE
        elif boundary is Boundary.SOFT and (self._clause or self.haste.dry_at is not None):
            boundary = Boundary.UNKNOWN  # nobody waits for it
        return Ruling(boundary, at if char.isspace() and boundary is not Boundary.NONE else at + 1)

    def _judge_nesting(self, at: int) -> Ruling:
        waits = self._nesting.turn(self._text, at, self._ended)
        if waits:
            return Ruling(Boundary.UNKNOWN, at)
        end = self._nesting.closed
        if end is None:
            return Ruling(Boundary.NONE, self._nesting.next)
        closers = CLOSERS.match(self._text, end)
        end = closers.end() if closers else end
        ruling = self._nesting.judge(Stop(self._text, self._start, at, end, self._ended, True))
        if ruling.boundary in (Boundary.UNKNOWN, Boundary.SOFT):
            self._nesting.undo()
        return self._settled(ruling, at + 1)

    def _give_up(self, limit: int) -> Ruling:
        """Deal with what is too long: forget an unclosed quote, or cut the piece at its last natural break."""
        if limit == self._nesting.limit:
            return Ruling(Boundary.NONE, self._nesting.forget())
        end = last_break(self._text, self._start, limit, self._start + self._limit // 2)
        if end is None and self._limit == self._longest:
            self._limit *= 2
            return Ruling(Boundary.NONE, limit)
        self._is_final = False
        return Ruling(Boundary.HARD, last_character(self._text, limit) if end is None else end)
