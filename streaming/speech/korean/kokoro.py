"""Korean in the phonemes that the voices of Kokoro-82M know: IPA symbols of its vocabulary. Pure.

None of its voices was trained on Korean. The symbols are those of its other languages that come nearest.
"""

import re

from .pronunciation import pronounced
from .spelled import spelled
from .syllable import Syllable, is_syllable

_ONSETS = {
    **{"ㄱ": "k", "ㄷ": "t", "ㅂ": "p", "ㅈ": "ʨ", "ㄴ": "n", "ㅁ": "m", "ㄹ": "ɾ", "ㅅ": "s", "ㅎ": "h", "ㅇ": ""},
    **{"ㅋ": "kʰ", "ㅌ": "tʰ", "ㅍ": "pʰ", "ㅊ": "ʨʰ"},
    **{"ㄲ": "k", "ㄸ": "t", "ㅃ": "p", "ㅉ": "ʨ", "ㅆ": "s"},
}
_VOICED = {"ㄱ": "ɡ", "ㄷ": "d", "ㅂ": "b", "ㅈ": "ʥ"}  # between vowels and sonorants
_SONORANTS = ("", "ㄴ", "ㄹ", "ㅁ", "ㅇ")
_VOWELS = {
    **{"ㅏ": "a", "ㅐ": "ɛ", "ㅓ": "ʌ", "ㅔ": "e", "ㅗ": "o", "ㅜ": "u", "ㅡ": "ɯ", "ㅣ": "i", "ㅢ": "ɯi"},
    **{"ㅑ": "ja", "ㅒ": "jɛ", "ㅕ": "jʌ", "ㅖ": "je", "ㅛ": "jo", "ㅠ": "ju"},
    **{"ㅘ": "wa", "ㅙ": "wɛ", "ㅚ": "we", "ㅝ": "wʌ", "ㅞ": "we", "ㅟ": "wi"},
}
_CODAS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ŋ"}
_PALATAL = frozenset("ㅣㅑㅕㅛㅠㅟ")  # ㅅ is ɕ before these
_MARKS = {
    **{mark: mark for mark in ',.?!;:—…()"“”'},
    **{"、": ",", "，": ",", "。": ".", "？": "?", "！": "!", "：": ":", "；": ";", "·": ",", "「": '"', "」": '"'},
}
_SPACES = re.compile(r"\s+")


def phonemes(text: str) -> str:
    """Return the text in phonemes and punctuation, "" if there is nothing to say.

    Latin letters and digits are read one by one; other characters are left out.
    """
    said, before = [], ""
    heard = pronounced(spelled(text))
    for character in heard:
        if is_syllable(character):
            said.append(_syllable(Syllable.of(character), before))
        elif character.isspace():
            said.append(" ")
            continue  # a space does not end the breath
        else:
            said.append(_MARKS.get(character, ""))
        before = character
    return _SPACES.sub(" ", "".join(said)).strip() if any(map(is_syllable, heard)) else ""


def _syllable(syllable: Syllable, before: str) -> str:
    coda = Syllable.of(before).coda if before and is_syllable(before) else None
    return _onset(syllable, coda) + _VOWELS[syllable.vowel] + _CODAS[syllable.coda]


def _onset(syllable: Syllable, coda_before: str | None) -> str:
    onset = syllable.onset
    if onset in "ㅅㅆ" and syllable.vowel in _PALATAL:
        return "ɕ"
    if onset == "ㄹ" and coda_before == "ㄹ":
        return "l"
    if onset in _VOICED and coda_before in _SONORANTS:
        return _VOICED[onset]
    return _ONSETS[onset]
