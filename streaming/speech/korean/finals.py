"""Which consonant a syllable ends with, before a consonant or a pause: articles 8 to 11 of the Standard Pronunciation."""

from .syllable import Syllable

# Article 8: only these seven sounds end a syllable: ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅇ.
_SINGLE = {  # article 9
    **dict.fromkeys("ㄲㅋ", "ㄱ"),
    **dict.fromkeys("ㅅㅆㅈㅊㅌㅎ", "ㄷ"),
    "ㅍ": "ㅂ",
}
_FIRST_STAYS = {
    "ㄳ": "ㄱ",
    "ㄵ": "ㄴ",
    "ㄶ": "ㄴ",
    "ㄼ": "ㄹ",
    "ㄽ": "ㄹ",
    "ㄾ": "ㄹ",
    "ㅀ": "ㄹ",
    "ㅄ": "ㅂ",
}  # article 10
_SECOND_STAYS = {"ㄺ": "ㄱ", "ㄻ": "ㅁ", "ㄿ": "ㅂ"}  # article 11
_SOUNDS = {**_SINGLE, **_FIRST_STAYS, **_SECOND_STAYS}

PAIRS = {
    **{
        "ㄳ": ("ㄱ", "ㅅ"),
        "ㄵ": ("ㄴ", "ㅈ"),
        "ㄶ": ("ㄴ", "ㅎ"),
        "ㄺ": ("ㄹ", "ㄱ"),
        "ㄻ": ("ㄹ", "ㅁ"),
        "ㄼ": ("ㄹ", "ㅂ"),
    },
    **{"ㄽ": ("ㄹ", "ㅅ"), "ㄾ": ("ㄹ", "ㅌ"), "ㄿ": ("ㄹ", "ㅍ"), "ㅀ": ("ㄹ", "ㅎ"), "ㅄ": ("ㅂ", "ㅅ")},
}


def final(syllable: Syllable) -> Syllable:
    """Reduce the coda to one of the seven sounds. Articles 8 to 11."""
    return syllable._replace(coda=sound(syllable.coda))


def sound(coda: str) -> str:
    """Return the sound that a written coda has before a consonant or a pause."""
    return _SOUNDS.get(coda, coda)


def split(coda: str) -> tuple[str, str]:
    """Return what stays in the coda and what may move on: ("ㄹ", "ㄱ") of ㄺ, ("", "ㅅ") of ㅅ."""
    return PAIRS.get(coda, ("", coda))
