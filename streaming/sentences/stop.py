"""Decides whether a sentence ends at a mark, by the word before it and what comes right after it. Pure."""

import re

from . import words
from .abbreviation import after_abbreviation, after_marked_name, is_marked_name, kind_of
from .boundary import (
    CLOSER_CHARS,
    CLOSING_BRACKETS,
    RUN,
    Boundary,
    Ruling,
    Stop,
    ends_korean,
    spaced_word,
    word_before,
)
from .label import is_label, is_next_label
from .number import after_number, may_go_on
from .quotation import AFTER_A_MARK, AFTER_A_SPACE, AFTER_AN_ENDING
from .script import EMOJI, NEWLINES, is_hangul

_GAP = re.compile(f"[^\\S{NEWLINES}]{{0,16}}")
_TAIL = re.compile(f"(?: {{0,2}}[{EMOJI}ㅋㅎㅠㅜ^]{{1,16}})?")
_ADDRESS = re.compile(r"://|^www\.|@|\w/|[A-Za-z0-9]\.[a-z]{2,}[/?]|=")
_SUFFIX = re.compile(r"[a-z0-9]{1,5}")
_PLAIN = re.compile(r"[A-Za-z'’\-]{2,}")
_ASIDE = re.compile(
    f"(?:(?:[^{re.escape(CLOSING_BRACKETS)}.!?…。！？\n]|\\.(?=[^{re.escape(CLOSING_BRACKETS)}]))"
    "[\u1160-\u11ff\u0300-\u036f]*){0,24}"
)


def judge(stop: Stop) -> Ruling:
    """Judge a run of marks. At the end of a text that goes on, `unseen` does."""
    text = stop.text
    word = word_before(text, stop.start, stop.at) or spaced_word(stop)
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
    run = stop.run
    if stop.quoted or is_label(stop.text[stop.start : stop.end]):
        return Boundary.UNKNOWN
    if "。" in run or "｡" in run:
        return Boundary.SOFT
    if "?" in run or "!" in run or "？" in run or "！" in run:
        return Boundary.UNKNOWN if _ADDRESS.search(word) or is_marked_name(stop, word) else Boundary.SOFT
    if is_next_label(stop, word) or stop.text[stop.at - 1].isspace():
        return Boundary.UNKNOWN  # .then() may follow
    if ends_korean(word, run):
        return Boundary.SOFT
    if run != "." or not word or not is_hangul(word[-1]):
        return Boundary.SOFT if run == "." and _is_plain(stop, word) else Boundary.UNKNOWN
    return Boundary.SOFT


def _is_plain(stop: Stop, word: str) -> bool:
    """Return whether a Latin word before a full stop cannot go on after it, as a file, host or product name would."""
    if not _PLAIN.fullmatch(word) or word.lower() in words.STEMS or kind_of(stop, word) is not None:
        return False
    first = not stop.text[stop.start : stop.at - len(word)].strip()
    return word.islower() or first


def _attached(stop: Stop, word: str, after: int) -> Boundary:
    """Judge a run of marks right before a character that is not white space."""
    run, char = stop.run, stop.text[after]
    closed = run[-1] in CLOSER_CHARS
    if RUN.match(char) or char in ",;:，、；：)]}）」』】》〉”’-–—/=":
        return Boundary.NONE
    if not stop.quoted and not closed and is_hangul(char) and after == stop.end:
        particle = AFTER_A_MARK.after(stop.text, after, stop.ended)
        if particle is not Boundary.HARD:
            return particle
    if "。" in run or "｡" in run:
        return Boundary.HARD
    if stop.quoted or closed:
        return Boundary.NONE  # a particle: "…"라고
    if after > stop.end:
        return Boundary.HARD  # an emoji is as good as a space
    if "?" in run or "!" in run or "？" in run or "！" in run:
        return _after_question(stop, word, after)
    if not ends_korean(word, run) or (run == "." and word[-1] not in words.STRONG_ENDINGS and not is_hangul(char)):
        return Boundary.NONE
    return _after_korean(stop, after)


def _after_question(stop: Stop, word: str, after: int) -> Boundary:
    """Cut 왜요?다음, but not a != b, x?y=z and Yahoo!에서."""
    char = stop.text[after]
    if not word or _ADDRESS.search(word) or is_marked_name(stop, word):
        return Boundary.NONE
    if char in "([（［":
        return _before_bracket(stop, after)
    return Boundary.HARD if char.isalpha() or "？" in stop.run or "！" in stop.run else Boundary.NONE


def _before_bracket(stop: Stop, after: int) -> Boundary:
    """Cut before a bracket that holds a sentence of its own: 왜요?(예를 들어 주세요.), but 왜요?(웃음) is one piece."""
    text = stop.text
    aside = _ASIDE.match(text, after + 1)
    end = aside.end() if aside else after + 1
    if text[end:] in ("", "."):
        return Boundary.NONE if stop.ended else Boundary.SOFT
    return Boundary.NONE if text[end] in CLOSING_BRACKETS or text[end] == "\n" else Boundary.HARD


def _after_korean(stop: Stop, after: int) -> Boundary:
    """Cut 감사합니다.다음, but not 안녕하세요.txt."""
    if stop.text[after] in "([（［":
        return _before_bracket(stop, after)
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
    run = stop.run
    if is_label(stop.text[stop.start : stop.end]):
        return Boundary.UNKNOWN
    if run[0] != "." and "…" not in run:
        return Boundary.UNKNOWN if is_marked_name(stop, word) else Boundary.SOFT
    if "…" in run or run.startswith(".."):
        return Boundary.SOFT if ends_korean(word, run) else Boundary.UNKNOWN
    if stop.text[stop.at - 1] in CLOSING_BRACKETS:
        return Boundary.SOFT
    if not word or kind_of(stop, word) is not None or is_next_label(stop, word):
        return Boundary.UNKNOWN
    return Boundary.UNKNOWN if word[-1].isdigit() and may_go_on(stop, word) else Boundary.SOFT


def _decide(stop: Stop, word: str, at: int) -> Boundary:
    """Judge a run of marks, given that the next word begins at `at`."""
    text, run, char = stop.text, stop.run, stop.text[at]
    if is_label(text[stop.start : stop.end]):
        return Boundary.NONE
    lower = char.isalpha() and char.islower()
    if stop.quoted or run[-1] in "\"”’'»":
        return Boundary.NONE if lower or char in "-–—" else Boundary.HARD
    if is_hangul(char):
        particles = AFTER_AN_ENDING if ends_korean(word, run) else AFTER_A_SPACE
        particle = particles.after(text, at, stop.ended)
        if particle is not Boundary.HARD:
            return particle
    if any(mark in run for mark in "?!？！"):
        return after_marked_name(stop, at) if is_marked_name(stop, word) else Boundary.HARD
    if "…" in run or run.startswith("..") or not word:
        return _after_ellipsis(stop, word, at)
    if "。" in run or "｡" in run or text[stop.at - 1] in CLOSING_BRACKETS:
        return Boundary.HARD
    if is_next_label(stop, word):
        return Boundary.NONE
    if word[-1].isdigit():
        return after_number(stop, word, at)
    kind = kind_of(stop, word)
    return Boundary.HARD if kind is None else after_abbreviation(stop, kind, at)


def _after_ellipsis(stop: Stop, word: str, at: int) -> Boundary:
    char = stop.text[at]
    if word and is_hangul(word[-1]):
        return Boundary.HARD if ends_korean(word, stop.run) else Boundary.NONE
    hesitates = word.lower() in words.FILLERS or not word
    return Boundary.NONE if hesitates or char.islower() or is_hangul(char) else Boundary.HARD
