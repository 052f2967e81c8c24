"""Takes an answer apart: sentences in lower case, without anything that a reader does not see."""

import re
import unicodedata
from collections.abc import Iterator

from interviews.interviewer.fence import spoken, visible

QUOTATION_MARKS = re.compile(r"""["“”„«»「」『』`]|(?<!\w)['‘’]|['‘’](?!\w)""")
# Korean is often written without a full stop between sentences.
SENTENCE_END = re.compile(r"(?<=[.!?…。])\s|(?<=니다) |(?<=[어아해여네죠]요) ")
_WORD = re.compile(r"\w")
_HANGUL = re.compile("[가-힣ㄱ-ㅎ]")
# A Hangul syllable says about as much as this many Latin letters.
_SYLLABLE_WEIGHS = 2.5


def sentences(answer: str) -> Iterator[str]:
    """Yield an answer's sentences. White space, quotation marks, markers and invisible characters do not matter."""
    # An invisible character may have kept two letters from being one.
    seen = unicodedata.normalize("NFC", visible(answer))
    text = QUOTATION_MARKS.sub("", spoken(" ".join(seen.split()))).casefold().replace("’", "'")
    for sentence in SENTENCE_END.split(" ".join(text.split())):
        if _WORD.search(sentence):
            yield sentence.strip()


def is_korean(sentence: str) -> bool:
    """Tell whether most of a sentence is Korean."""
    if sentence.isascii():
        return False
    syllables = len(_HANGUL.findall(sentence))
    return syllables * _SYLLABLE_WEIGHS > sum(map(str.isalnum, sentence)) - syllables


def weight(text: str) -> float:
    """Return how much a text says, in Latin letters."""
    letters = sum(map(str.isalnum, text))
    return letters if text.isascii() else letters + (_SYLLABLE_WEIGHS - 1) * len(_HANGUL.findall(text))
