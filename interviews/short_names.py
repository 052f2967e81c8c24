"""Short names for links and commands, made of titles in English or Korean. Pure.

Korean is written in Latin letters after the Revised Romanization of 2000, which follows the pronunciation:
백엔드 is said 배겐드 and becomes baegendeu. The pronunciation comes from the module that Korean voices use.
"""

import re
import unicodedata
from collections.abc import Collection

from interviews.nfc import nfc
from streaming.speech.korean.pronunciation import pronounced

MAX_CHARS = 50
FALLBACK = "position"
_ONSETS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
# A pronounced syllable ends in one of seven consonants or in none; the others of the table never occur.
_CODAS = {0: "", 1: "k", 4: "n", 7: "t", 8: "l", 16: "m", 17: "p", 21: "ng"}
_FIRST, _LAST = ord("가"), ord("힣")
_TENSE = {1, 4, 8, 10, 13}  # the places of kk, tt, pp, ss and jj; each follows its plain consonant


def short_name(title: str, taken: Collection[str] = ()) -> str:
    """Return a short name of lower-case letters, digits and hyphens that is not one of `taken`."""
    latin = unicodedata.normalize("NFKD", romanized(title)).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:MAX_CHARS].strip("-") or FALLBACK
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: MAX_CHARS - len(str(number)) - 1]}-{number}"
    return free


def romanized(text: str) -> str:
    """Return the text with its Hangul in Latin letters."""
    spelled = nfc(text)
    said = pronounced(spelled)
    latin = "".join(_latin(*pair) for pair in zip(spelled, said, strict=True)) if len(said) == len(spelled) else said
    return latin.replace("lr", "ll")


def _latin(spelled: str, said: str) -> str:
    """Return a syllable's letters. A consonant that is only said tense is written plain: 압구정 is Apgujeong."""
    if not _FIRST <= ord(said) <= _LAST:
        return said
    place = ord(said) - _FIRST
    onset = place // 588
    if onset in _TENSE and (ord(spelled) - _FIRST) // 588 == onset - 1:
        onset -= 1
    return _ONSETS[onset] + _VOWELS[place // 28 % 21] + _CODAS.get(place % 28, "")
