"""Chooses Korean particles: after Hangul by its final consonant, after Latin letters and digits by how they sound."""

import re
from enum import Enum
from typing import Literal

# The form after a final consonant, and the form after a vowel.
PAIRS = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이라": ("이라", "라"),
    "이었": ("이었", "였"),
    "이나": ("이나", "나"),
}

# Whether a final consonant is heard; "l" for one that takes 로 instead of 으로.
Sound = bool | Literal["l"]

# Words that are not read as they are spelt.
_READINGS: dict[str, Sound] = {
    "boot": False, "root": False, "rust": False, "json": True, "yaml": "l", "nginx": False, "postgresql": "l",
    "scrum": True, "cache": False, "pipeline": True, "chrome": True, "javascript": False, "github": False,
    "query": False, "code": False, "node": False, "vue": False, "site": False, "service": False, "queue": False,
    "table": "l", "file": "l", "mobile": "l", "schedule": "l", "role": "l", "google": "l", "apple": "l", "agile": "l",
    "module": "l", "rule": "l", "scale": "l", "time": True, "home": True, "framework": False, "saas": False,
    "deadline": True, "engine": True, "online": True, "machine": True, "datadog": True, "microservice": False, "baseline": True,
}  # fmt: skip
_LETTERS: dict[str, Sound] = {"l": "l", "r": "l", "m": True, "n": True}
_ENGLISH_DIGITS = {"1": True, "7": True, "9": True}
_KOREAN_DIGITS: dict[str, Sound] = {"0": True, "1": "l", "3": True, "6": True, "7": "l", "8": "l"}
_SYMBOLS = {"%": False, "+": False, "#": True}
_UNITS = {"ms", "gb", "tb", "mb", "kb", "tps", "qps", "percent"}


class Final(Enum):
    """The final sound of a word when it is read aloud in Korean."""

    VOWEL = 0
    RIEUL = 1
    CONSONANT = 2


def particle(word: str, kind: str) -> str:
    """Return the form of `kind` (a key of PAIRS) that fits after `word`."""
    after_consonant, after_vowel = PAIRS[kind]
    final = final_of(word)
    if final is Final.VOWEL or (final is Final.RIEUL and kind == "으로"):
        return after_vowel
    return after_consonant


def final_of(word: str) -> Final:
    """Return the final sound of `word`, ignoring closing brackets, quotes and punctuation."""
    bare = word.rstrip("\"'”’)] .,:;!?")
    if not bare:
        return Final.VOWEL
    last = bare[-1]
    if "가" <= last <= "힣":
        jong = (ord(last) - ord("가")) % 28
        return {0: Final.VOWEL, 8: Final.RIEUL}.get(jong, Final.CONSONANT)
    if last.isdigit():
        return _final(_digit(bare))
    if last in _SYMBOLS:
        return _final(_SYMBOLS[last])
    latin = re.search(r"[A-Za-z]+$", bare)
    return _final(_latin(latin.group(), bare)) if latin else Final.VOWEL


def _final(sound: Sound) -> Final:
    if sound == "l":
        return Final.RIEUL
    return Final.CONSONANT if sound else Final.VOWEL


def _digit(bare: str) -> Sound:
    if re.search(r"[A-Za-z]\d$", bare):  # S3, EC2: read in English
        return _ENGLISH_DIGITS.get(bare[-1], False)
    return _KOREAN_DIGITS.get(bare[-1], False)


def _latin(last: str, whole: str) -> Sound:
    word = last.lower()
    if word in _UNITS and re.search(r"\d\s?[A-Za-z]+$", whole):
        return False
    if word in _READINGS:
        return _READINGS[word]
    if _spelt_out(last):
        return _LETTERS.get(word[-1], False)
    return _read(word)


def _spelt_out(last: str) -> bool:
    # SQL, API and js are spelt out, and so are the ends of MySQL, gRPC and FastAPI.
    return len(last) == 1 or last[-2:].isupper() or not re.search(r"[aeiouy]", last.lower())


def _read(word: str) -> Sound:
    if word.endswith(("l", "le", "ll")):
        return "l"
    if re.search(r"(m|n|ng|me|ne|c|ck)$", word):
        return not re.search(r"ee|oe$", word[-2:])
    # A short vowel before p, t or k closes the syllable (Slack, Git, app); a long one opens another (Boot, Spark).
    return bool(re.search(r"(^|[^aeiou])[aeiou]+k$|(^|[^aeiou])[aeiou][pt]$|pp$|oop$|ook$", word))
