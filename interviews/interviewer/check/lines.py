"""Searches a text for many patterns, trying only those of which the text has a word.

Nearly all of the check's patterns are lines of tables, and hardly any question has the words of one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

# Private, but it has been there under one name or another since Python 1.5. What it returns that is unknown here only
# makes a line be tried on every text.
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_WORD = re.compile(r"[가-힣]+|[^\W가-힣]+")
# Words of many questions, and about how often each of them comes in a hundred: a line is better found by another word.
_PERCENT = {
    **dict.fromkeys("you the".split(), 90),
    **dict.fromkeys("a and did do how in of to was what when 어떻게 무엇".split(), 40),
    **dict.fromkeys(
        """
        about an any are as at be been can could does for from had has have i if is it me more my not on or our so that
        there they this we were where which who why will with would your
        그 그때 어떤 왜 이 일 있 지원자 지원자님 직접 하 하신 하셨
        """.split(),
        10,
    ),
}
# Behind the beginning of a word that is the whole word.
_END = "$"
_WITHOUT_LENGTH = (op.AT, op.ASSERT, op.ASSERT_NOT)
# Words whose sets of lines are remembered, in each table.
_REMEMBERED = 4096


def words(text: str) -> list[str]:
    """Return the words of a text as `Lines.found` takes them: a Hangul word and its Latin part are two."""
    return _WORD.findall(text)


class Lines:
    """Patterns, each of which begins where `before` matches: at the beginning of a word, in Hangul or in any script.

    `found` says the same as a search for all of them in one expression.
    """

    def __init__(self, before: str, lines: Iterable[str], hangul: bool = False) -> None:
        self._before = before
        self._lines: list[str] = []
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._by_beginning: defaultdict[str, list[int]] = defaultdict(list)
        always = []
        for line in dict.fromkeys(chain.from_iterable(map(_alternatives, lines))):
            if (beginnings := _beginnings(line, hangul)) is None:
                always.append(line)
                continue
            for beginning in beginnings:
                self._by_beginning[beginning].append(len(self._lines))
            self._lines.append(line)
        self._always = re.compile(f"{before}(?:{'|'.join(always)})") if always else None
        self._longest = max(map(len, self._by_beginning), default=0)
        self._with = lru_cache(_REMEMBERED)(self._with_word)

    def found(self, text: str, of_text: Sequence[str]) -> bool:
        """Return whether a line matches in `text`, whose words are `of_text`."""
        if self._always and self._always.search(text):
            return True
        tried = set[int]().union(*map(self._with, of_text))
        return any(self._pattern(number).search(text) for number in tried)

    def _with_word(self, word: str) -> frozenset[int]:
        """Return the numbers of the lines that have a word which begins like this one."""
        ends = range(1, min(len(word), self._longest) + 1)
        beginnings = [word + _END, *(word[:end] for end in ends)]
        return frozenset(chain.from_iterable(self._by_beginning.get(beginning, ()) for beginning in beginnings))

    def _pattern(self, number: int) -> re.Pattern[str]:
        pattern = self._compiled.get(number)
        if pattern is None:
            pattern = self._compiled[number] = re.compile(f"{self._before}(?:{self._lines[number]})")
        return pattern


class _Read(NamedTuple):
    """What was found out about a part of a pattern: sets of words' beginnings, of each of which a match has one; and
    whether a word begins behind the part."""

    options: list[frozenset[str]]
    fresh: bool


def _alternatives(line: str) -> Iterator[str]:
    """Yield the alternatives of which a pattern consists."""
    depth = start = 0
    for place in re.finditer(r"\\.|\[(?:\\.|[^\]])*\]|[()|]", line):
        depth += {"(": 1, ")": -1}.get(place.group(), 0)
        if place.group() == "|" and depth == 0:
            yield line[start : place.start()]
            start = place.end()
    yield line[start:]


def _beginnings(line: str, hangul: bool) -> frozenset[str] | None:
    """Return beginnings of words such that whatever the line matches has a word with one of them, or None."""
    return _best(_Reader(hangul).sequence(_parser.parse(line), "", True).options)


class _Reader:
    """Reads parsed patterns. If `hangul`, what is in front of the first letter may be a letter of another script."""

    def __init__(self, hangul: bool) -> None:
        self._hangul = hangul

    def sequence(self, items: Any, run: str, fresh: bool) -> _Read:
        """Read a sequence, with the letters since a word began in front of it, and whether a word begins there."""
        options: list[frozenset[str]] = []
        for kind, value in items:
            if kind is op.LITERAL and _is_letter(chr(value)):
                letter = chr(value)
                if run and _is_hangul(run[-1]) is not _is_hangul(letter):
                    options.append(frozenset({run}))
                    run, fresh = "", True
                run = run + letter if run or (fresh and self._begins(letter)) else ""
                fresh = False
            elif kind not in _WITHOUT_LENGTH:
                read = self._element(kind, value, run, fresh)
                whole = run + _END if kind is op.LITERAL else run
                options += [frozenset({whole}), *read.options] if run else read.options
                run, fresh = "", read.fresh
            elif run and value is op.AT_BOUNDARY:
                options.append(frozenset({run + _END}))
                run = ""
        return _Read([*options, frozenset({run})] if run else options, fresh)

    def _begins(self, letter: str) -> bool:
        return _is_hangul(letter) or not self._hangul

    def _element(self, kind: Any, value: Any, run: str, fresh: bool) -> _Read:
        """Read one element that is no letter."""
        if kind is op.LITERAL:
            return _Read([], True)
        if kind is op.IN:
            return _Read([], all(map(_divides, value)))
        if kind is op.SUBPATTERN:
            return self.sequence(value[-1], run, fresh)
        if kind is op.BRANCH:
            return _either([self.sequence(branch, run, fresh) for branch in value[1]])
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, body = value
            read = self.sequence(body, run, fresh)
            if least == 0:
                return _Read([], fresh and read.fresh)
            return _Read(read.options, read.fresh and (most == 1 or self.sequence(body, "", False).fresh))
        return _Read([], False)


def _either(branches: Sequence[_Read]) -> _Read:
    """Return what is known of a part that is one of `branches`."""
    best = [_best(branch.options) for branch in branches]
    options = [] if None in best else [frozenset[str]().union(*filter(None, best))]
    return _Read(options, all(branch.fresh for branch in branches))


def _best(options: Sequence[frozenset[str]]) -> frozenset[str] | None:
    """Return the option that the fewest texts have."""
    return max(options, key=_rarity, default=None)


def _rarity(beginnings: frozenset[str]) -> tuple[int, int, int]:
    percent = sum(_PERCENT.get(beginning.removesuffix(_END), 0) for beginning in beginnings)
    return -percent, min(map(len, beginnings)), -len(beginnings)


def _divides(member: tuple[Any, Any]) -> bool:
    """Return whether a member of a character class is no part of a word."""
    kind, value = member
    return (kind is op.LITERAL and not _is_letter(chr(value))) or value is op.CATEGORY_NOT_WORD


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"
