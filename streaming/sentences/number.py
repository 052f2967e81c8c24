"""Decides whether a sentence ends with a number. Pure."""

import re

from .boundary import Boundary, Stop
from .script import is_hangul

_NEXT_NUMBER = re.compile(r"\d{0,4}")
_DATE = re.compile(r"(?:(?:19|20)\d\d|['’]\d\d)(?:\.\s?\d{1,2}){0,2}$|(?<![\d.])\d{1,2}(?:\.\s\d{1,2})$")
_DAY = re.compile(r"[12]?\d|3[01]")


def may_go_on(stop: Stop, word: str) -> bool:
    """Return whether the number may be part of a date or a list."""
    return _is_dated(stop) or _DAY.fullmatch(word) is not None


def after_number(stop: Stop, word: str, at: int) -> Boundary:
    """Do not cut a date (2024. 3. 15.); any other number may end a sentence."""
    text, char = stop.text, stop.text[at]
    dated = _is_dated(stop)
    if char.isdigit():
        if text[stop.at - 1].isspace():
            return Boundary.NONE  # 3 . 14
        if not dated and not re.fullmatch(r"\d{1,2}", word):
            return Boundary.HARD
        number = _NEXT_NUMBER.match(text, at)
        end = number.end() if number else at
        if end == len(text) and not stop.ended:
            return Boundary.UNKNOWN
        return Boundary.NONE if end - at <= 2 and text[end : end + 1] == "." else Boundary.HARD
    whole_date = dated and ("." in word or not re.fullmatch(r"\d{4}", word))
    return Boundary.NONE if whole_date and (is_hangul(char) or char in "~∼-–—") else Boundary.HARD


def _is_dated(stop: Stop) -> bool:
    return _DATE.search(stop.text[max(stop.start, stop.at - 16) : stop.at]) is not None
