"""The scripts of characters, and the length of a text when spoken. Pure."""

import re
import unicodedata

# Syllables and, for text in NFD, the jamo that make them up.
HANGUL = "가-힣ㄱ-ㆎᄀ-ᇿꥠ-ꥼힰ-ퟻ"
EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d\u20e3\U000e0020-\U000e007f"
NEWLINES = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"

_HANGUL = re.compile(f"[{HANGUL}]")
_SYLLABLES = re.compile("[가-힣ᄀ-ᅟ一-鿿ぁ-ヿ]")
_LETTERS = re.compile(f"[^\\W\\d_{HANGUL}一-鿿ぁ-ヿ]")
_DIGITS = re.compile(r"\d")

# For roughly equal durations: a Korean syllable takes as long as two and a half English letters, and a digit is read as
# a word.
SYLLABLE_LETTERS = 2.5
DIGIT_LETTERS = 4
LETTERS_PER_SECOND = 15.0
PAUSE_SECONDS = 0.2  # around the words


def is_hangul(char: str) -> bool:
    return _HANGUL.match(char) is not None


def spoken_letters(text: str) -> float:
    """Return the length of the text when spoken, in Latin letters."""
    syllables = 0 if text.isascii() else len(_SYLLABLES.findall(text))
    return len(_LETTERS.findall(text)) + syllables * SYLLABLE_LETTERS + len(_DIGITS.findall(text)) * DIGIT_LETTERS


def speech_seconds(text: str) -> float:
    """Return roughly how many seconds it takes to say the text."""
    return PAUSE_SECONDS + spoken_letters(text) / LETTERS_PER_SECOND


def composed(text: str) -> str:
    """Return the text in NFC, in which Korean endings are found. For comparison only, because offsets change."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def decomposed(text: str) -> str:
    """Return the text in NFD, in which an incomplete syllable is a prefix of the complete one."""
    return unicodedata.normalize("NFD", text)


def is_part_of_one(char: str) -> bool:
    """Return whether the character belongs to the one before it: a combining mark, joiner, jamo or skin tone."""
    return (
        unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
        or "ᅠ" <= char <= "ᇿ"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )
