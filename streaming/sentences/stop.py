"""Decides whether a sentence ends at a mark, by the word before it and at most the next one. Pure."""

import re
from enum import Enum, auto
from typing import NamedTuple

from . import words
from .script import EMOJI, NEWLINES, composed, is_hangul


class Boundary(Enum):
    """Whether a piece of text ends at a mark."""

    NONE = auto()  # it goes on
    HARD = auto()  # it ends here
    SOFT = auto()  # it ends here unless the next word says otherwise; a deadline may release it
    UNKNOWN = auto()  # the next characters decide; nothing may be released before they come


class Stop(NamedTuple):
    """A run of marks in `text[at:end]`, including its closing quotes, in a piece that begins at `start`.

    `ended`: nothing follows the text. `quoted`: the run is inside quotation marks that end with it.
    """

    text: str
    start: int
    at: int
    end: int
    ended: bool
    quoted: bool = False


class Ruling(NamedTuple):
    """`end` is the index at which the sentence ends, or from which to look further."""

    boundary: Boundary
    end: int


# Every look ahead and behind is bounded, so that no text takes quadratic time.
RUN = re.compile(r"[.!?…。！？｡．‼⁇⁈⁉]{1,16}")
CLOSER_CHARS = "\"'”’»)]）」』】》〉*_~`"
CLOSERS = re.compile(f"[{re.escape(CLOSER_CHARS)}]{{0,16}}")
WORD_WINDOW = 200
LABEL_CHARS = 60

_GAP = re.compile(f"[^\\S{NEWLINES}]{{0,16}}")
_TAIL = re.compile(f"(?: {{0,2}}[{EMOJI}ㅋㅎㅠㅜ^]{{1,16}})?")
_OPENERS = re.compile("[(\\[{<\"'“‘「『（,，、]")
_NEXT_WORD = re.compile(r"[A-Za-z'’]{0,24}")
_NEXT_NUMBER = re.compile(r"\d{0,4}")
_DATE = re.compile(r"(?:(?:19|20)\d\d|['’]\d\d)(?:\.\s?\d{1,2}){0,2}$|(?<![\d.])\d{1,2}(?:\.\s\d{1,2})$")
_LABEL = re.compile(
    f"[\\W_]*(?:(?:step|question|part|phase|chapter|section|case|option|질문|문제|문항|단계)\\s?)?"
    f"(?:\\d{{1,3}}|Q\\d{{0,2}}|[A-Za-z]|[ivxIVX]{{1,4}}|[{words.LABELS_KO}])[.．):\\]*_~`\\s]*",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]{1,2}")
_ADDRESS = re.compile(r"://|^www\.|@|\w/|[A-Za-z0-9]\.[a-z]{2,}[/?]|=")
_SUFFIX = re.compile(r"[a-z0-9]{1,5}")
_PLAIN = re.compile(r"[A-Za-z'’\-]{2,}")


def is_label(text: str) -> bool:
    """Return whether this is only the number or letter of a list, which is never a sentence."""
    return len(text) < LABEL_CHARS and _LABEL.fullmatch(text) is not None


def word_before(text: str, start: int, at: int) -> str:
    """Return the word that ends at `at`, without the marks that enclose or emphasize it."""
    window = text[max(start, at - WORD_WINDOW) : at].rstrip(CLOSER_CHARS)
    if not window or window[-1].isspace():
        return ""
    word = window.rsplit(None, 1)[-1]
    return composed(_OPENERS.split(word)[-1].lstrip(CLOSER_CHARS))


def ends_korean(word: str, run: str) -> bool:
    """Return whether a Korean word before these marks has the ending of a sentence."""
    endings = words.ENDINGS if run[0] == "." and run[:2] != ".." else words.ENDINGS_BEFORE_ELLIPSIS
    return len(word) > 1 and word[-1] in endings and is_hangul(word[-2])


def judge(stop: Stop) -> Ruling:
    """Judge a run of marks. At the end of a text that goes on, `unseen` does."""
    text, word = stop.text, word_before(stop.text, stop.start, stop.at)
    tail = _TAIL.match(text, stop.end)
    after = tail.end() if tail else stop.end
    if after >= len(text):
        return Ruling(Boundary.NONE if stop.ended else unseen(stop, word), after)
    if text[after] in NEWLINES:
        return Ruling(Boundary.NONE, after)  # the line's end cuts
    if not text[after].isspace():
        return Ruling(_attached(stop, word, after), after)
    return Ruling(_spaced(stop, word, after), after)


def unseen(stop: Stop, word: str) -> Boundary:
    """Judge a run of marks at the end of the text so far."""
    run = stop.text[stop.at : stop.end]
    if stop.quoted or is_label(stop.text[stop.start : stop.end]):
        return Boundary.UNKNOWN
    if "。" in run or "｡" in run:
        return Boundary.SOFT
    if "?" in run or "!" in run or "？" in run or "！" in run:
        return Boundary.UNKNOWN if _ADDRESS.search(word) else Boundary.SOFT
    if ends_korean(word, run):
        return Boundary.SOFT
    if run != "." or not word or not is_hangul(word[-1]):
        return Boundary.SOFT if run == "." and _is_plain(stop, word) else Boundary.UNKNOWN
    return Boundary.SOFT


def _is_plain(stop: Stop, word: str) -> bool:
    """Return whether a Latin word before a full stop cannot go on after it, as a file, host or product name would."""
    small = word.lower()
    if not _PLAIN.fullmatch(word) or small in words.STEMS or _abbreviation(word) is not None:
        return False
    first = not stop.text[stop.start : stop.at - len(word)].strip()
    return word.islower() or first


def _attached(stop: Stop, word: str, after: int) -> Boundary:
    """Judge a run of marks right before a character that is not white space."""
    run, char = stop.text[stop.at : stop.end], stop.text[after]
    closed = run[-1] in CLOSER_CHARS
    if RUN.match(char) or char in ",;:，、；：)]}）」』】》〉”’-–—/=":
        return Boundary.NONE
    if "。" in run or "｡" in run:
        return Boundary.HARD
    if stop.quoted or closed:
        return Boundary.NONE  # a particle: "…"라고
    if after > stop.end:
        return Boundary.HARD  # an emoji is as good as a space
    if "?" in run or "!" in run or "？" in run or "！" in run:
        wide = "？" in run or "！" in run
        return Boundary.HARD if (wide or char.isalpha()) and not _ADDRESS.search(word) and word else Boundary.NONE
    if not ends_korean(word, run) or (run == "." and word[-1] not in words.STRONG_ENDINGS and not is_hangul(char)):
        return Boundary.NONE
    return _after_korean(stop, after)


def _after_korean(stop: Stop, after: int) -> Boundary:
    """Cut 감사합니다.다음, but not 안녕하세요.txt."""
    suffix = _SUFFIX.match(stop.text, after)
    if suffix is None:
        return Boundary.HARD if stop.text[after].isalpha() or stop.text[after] in "“‘「『" else Boundary.NONE
    if suffix.end() == len(stop.text) and not stop.ended:
        return Boundary.UNKNOWN
    return Boundary.NONE if suffix[0] in words.SUFFIXES else Boundary.HARD


def _spaced(stop: Stop, word: str, after: int) -> Boundary:
    """Judge a run of marks before white space."""
    text = stop.text
    gap = _GAP.match(text, after)
    at = gap.end() if gap else after
    if at - after == 16 or (at < len(text) and text[at] in NEWLINES):
        return Boundary.HARD if not is_label(text[stop.start : stop.end]) else Boundary.NONE
    if at == len(text):
        return Boundary.NONE if stop.ended else _unseen_word(stop, word)
    if RUN.match(text, at) or text[at] in ",;:)]}）」』】》〉”’":
        return Boundary.NONE
    return _decide(stop, word, at)


def _unseen_word(stop: Stop, word: str) -> Boundary:
    """Judge a run of marks before white space, while the next word is unknown."""
    run = stop.text[stop.at : stop.end]
    if is_label(stop.text[stop.start : stop.end]):
        return Boundary.UNKNOWN
    if run[0] != "." and "…" not in run:
        return Boundary.SOFT
    if "…" in run or run.startswith(".."):
        return Boundary.SOFT if ends_korean(word, run) else Boundary.UNKNOWN
    if not word or _abbreviation(word) is not None:
        return Boundary.UNKNOWN
    if word[-1].isdigit():
        dated = _DATE.search(_context(stop)) or re.fullmatch(r"[12]?\d|3[01]", word)
        return Boundary.UNKNOWN if dated else Boundary.SOFT
    return Boundary.SOFT


def _context(stop: Stop) -> str:
    return stop.text[max(stop.start, stop.at - 16) : stop.at]


def _decide(stop: Stop, word: str, at: int) -> Boundary:
    """Judge a run of marks, given that the next word begins at `at`."""
    text, run, char = stop.text, stop.text[stop.at : stop.end], stop.text[at]
    if is_label(text[stop.start : stop.end]):
        return Boundary.NONE
    lower = char.isalpha() and char.islower()
    if stop.quoted or run[-1] in "\"”’'»":
        return Boundary.NONE if lower or char in "-–—" else Boundary.HARD
    if any(mark in run for mark in "?!？！"):
        return Boundary.NONE if run == "!" and lower and word.lower() in words.EXCLAIMED_NAMES else Boundary.HARD
    if "…" in run or run.startswith("..") or not word:
        return _after_ellipsis(stop, word, at)
    if "。" in run or "｡" in run:
        return Boundary.HARD
    if word[-1].isdigit():
        return _after_number(stop, word, at)
    kind = _abbreviation(word)
    return Boundary.HARD if kind is None else _after_abbreviation(stop, kind, word, at)


def _after_ellipsis(stop: Stop, word: str, at: int) -> Boundary:
    char = stop.text[at]
    if word and is_hangul(word[-1]):
        return Boundary.HARD if ends_korean(word, stop.text[stop.at : stop.end]) else Boundary.NONE
    hesitates = word.lower() in words.FILLERS or not word
    return Boundary.NONE if hesitates or char.islower() or is_hangul(char) else Boundary.HARD


def _after_number(stop: Stop, word: str, at: int) -> Boundary:
    """Do not cut a date (2024. 3. 15.) or a list ("1. 자바 2. 파이썬"); any other number may end a sentence."""
    text, char = stop.text, stop.text[at]
    dated = _DATE.search(_context(stop)) is not None
    if char.isdigit():
        if not dated and not re.fullmatch(r"\d{1,2}", word):
            return Boundary.HARD
        number = _NEXT_NUMBER.match(text, at)
        end = number.end() if number else at
        if end == len(text) and not stop.ended:
            return Boundary.UNKNOWN
        return Boundary.NONE if end - at <= 2 and text[end : end + 1] == "." else Boundary.HARD
    whole_date = dated and ("." in word or not re.fullmatch(r"\d{4}", word))
    if whole_date and (is_hangul(char) or char in "~∼-–—"):
        return Boundary.NONE
    return Boundary.NONE if _is_next_label(stop, word) else Boundary.HARD


def _is_next_label(stop: Stop, word: str) -> bool:
    """Return whether the number is the next of a list within the line, or the first after a colon."""
    if not re.fullmatch(r"\d{1,2}", word):
        return False
    before = stop.text[stop.start : stop.at - len(word)]
    if word == "1":
        return before.rstrip().endswith((":", "："))
    return re.search(rf"(?:^|[\s:：]){int(word) - 1}[.)]\s", before) is not None


def _abbreviation(word: str) -> str | None:
    """Return what kind of abbreviation the word may be: never, number, maybe or letter; None if it is none."""
    small = word.lower()
    if small in words.NEVER_LAST or (small in words.TITLES and word[0].isupper()):
        return "never"
    if len(word) == 1 and word.isascii() and word.isalpha() and word != "I":
        return "letter"
    if small in words.BEFORE_A_NUMBER and small not in words.MAY_BE_LAST:
        return "number"
    dated = small in words.DATES and word[0].isupper()
    return "maybe" if dated or small in words.MAY_BE_LAST or _DOTTED.fullmatch(word) else None


def _after_abbreviation(stop: Stop, kind: str, word: str, at: int) -> Boundary:
    text, char = stop.text, stop.text[at]
    if kind == "never":
        return Boundary.NONE
    if kind == "number":
        return Boundary.NONE if char.isdigit() or char == "#" else Boundary.HARD
    if kind == "letter" and is_hangul(char):
        return Boundary.HARD
    if not (char.isascii() and char.isupper()):
        return Boundary.NONE
    following = _NEXT_WORD.match(text, at)
    end = following.end() if following else at
    if end == len(text) and not stop.ended:
        return Boundary.UNKNOWN
    found = text[at:end].lower().replace("’", "'")
    if word.lower() in words.OFTEN_LAST:
        return Boundary.NONE if found in words.OF_A_TIME else Boundary.HARD
    return Boundary.HARD if found in words.STARTERS else Boundary.NONE
