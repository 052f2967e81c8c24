"""Which script a character belongs to, and how long a text is when spoken. Pure."""

import re
import unicodedata

# Syllables and, for text in NFD, the jamo they are made of.
HANGUL = "가-힣ㄱ-ㆎᄀ-ᇿꥠ-ꥼힰ-ퟻ"
EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d\u20e3\U000e0020-\U000e007f"
NEWLINES = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"

_HANGUL = re.compile(f"[{HANGUL}]")
_SYLLABLES = re.compile("[가-힣ᄀ-ᅟ一-鿿ぁ-ヿ]")
_LETTERS = re.compile(f"[^\\W\\d_{HANGUL}一-鿿ぁ-ヿ]")
_DIGITS = re.compile(r"\d")

# Roughly equal times at one speed: a syllable of Korean lasts as long as two and a half letters of English, and
# a digit is read as a word.
SYLLABLE_LETTERS = 2.5
DIGIT_LETTERS = 4


def is_hangul(char: str) -> bool:
    return _HANGUL.match(char) is not None


def spoken_letters(text: str) -> float:
    """How long the text is to a voice, in Latin letters."""
    syllables = 0 if text.isascii() else len(_SYLLABLES.findall(text))
    return len(_LETTERS.findall(text)) + syllables * SYLLABLE_LETTERS + len(_DIGITS.findall(text)) * DIGIT_LETTERS


def composed(text: str) -> str:
    """NFC, so that an ending is found in Korean of either form; to look at, never to give out."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def decomposed(text: str) -> str:
    """NFD, in which a syllable that is not whole yet is the beginning of the whole one."""
    return unicodedata.normalize("NFD", text)


def is_part_of_one(char: str) -> bool:
    """Whether the character belongs to the one before it: a combining mark, a joiner, a jamo, a skin tone."""
    return (
        unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
        or "ᅠ" <= char <= "ᇿ"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )
