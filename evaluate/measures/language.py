"""Finds questions that are not in the interview's language, or not in an interviewer's register."""

import re

_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_HANGUL = re.compile("[가-힣]")
# Kana, Han, Cyrillic, Arabic, Thai, Devanagari; half-built syllables; a broken character.
_OTHER_SCRIPTS = re.compile("[\u0400-\u04ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_BROKEN = re.compile("[\u3131-\u318e\ufffd]")
_OTHER_LANGUAGES = re.compile(
    r"\b(?:le|la|les|des|vous|votre|que|qué|cómo|el|los|usted|und|die|das|ist|sie|wie|por|para|com|uma)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!…\n]+[.?!…]*")
# A sentence to a candidate ends in 요, 까, 죠 or 다. Anything else is 반말, or was cut off.
_POLITE = re.compile(r"(?:[요까죠다]|십시오|세요)[\"'”’)\s]*[.?!…]*\s*$")
MOST_LATIN_WORDS = 2


def language_error(text: str, language: str, known: str = "") -> str:
    """Say what is wrong with the language of a text in "ko" or "en", or return "".

    `known` holds texts whose words may be used in any language: the position's title, the competency, the last answer.
    """
    if _BROKEN.search(text):
        return "broken characters"
    if foreign := [letter for letter in _OTHER_SCRIPTS.findall(text) if letter not in known]:
        return f"another script: {''.join(foreign[:3])}"
    return _korean_error(text, known) if language == "ko" else _english_error(text, known)


def _english_error(text: str, known: str) -> str:
    if any(letter not in known for letter in _HANGUL.findall(text)):
        return "Korean in an English question"
    words = _LATIN_WORD.findall(text)
    if not words:
        return "no English words"
    foreign = [word for word in _OTHER_LANGUAGES.findall(text) if word.casefold() not in known.casefold().split()]
    return "another language" if len(foreign) > 1 else ""


def _korean_error(text: str, known: str) -> str:
    if not _HANGUL.search(text):
        return "no Korean words"
    allowed = {word.casefold() for word in _LATIN_WORD.findall(known)}
    latin = [word for word in _LATIN_WORD.findall(text) if word.casefold() not in allowed and word.islower()]
    if len(latin) > MOST_LATIN_WORDS:
        return "English words in a Korean question"
    for sentence in _SENTENCE.findall(text):
        if _HANGUL.search(sentence) and not _POLITE.search(sentence):
            return "a sentence without a polite ending"
    return ""
