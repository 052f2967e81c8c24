"""English in the phonemes that Kokoro-82M was trained with: those of the library misaki, made from espeak-ng's IPA."""

import re
import unicodedata
from collections.abc import Awaitable, Callable

# espeak-ng speaks one clause at a time and drops its marks, which the model needs for its melody.
# Quotation marks and brackets are no end of a clause: an article before one would be read as a letter.
_MARKS = re.compile(r"""([;:,.!?—…]+["”’')\]]*(?=\s|$)|[;:!?—…]+)""")
_NOT_SAID = re.compile(r"""["”’')\]]""")
_DASH = re.compile(r"\s[-–—]+\s")
_SPACES = re.compile(r"\s+")
# espeak-ng tells where it changes to the voice of another language: (ko)
_LANGUAGE = re.compile(r"\([^()]*\)")
_SYLLABIC = re.compile("(\\S)\u0329")

VOICE = "en-us"
# espeak-ng's symbols and misaki's, the longest first. "^" ties the two letters of one sound.
_SYMBOLS = (
    ("ʔˌn\u0329", "tᵊn"), ("ʔn\u0329", "tᵊn"), ("ʔn", "tᵊn"), ("ə^l", "ᵊl"),
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ɔ^ɪ", "Y"), ("d^ʒ", "ʤ"), ("t^ʃ", "ʧ"),
    ("e", "A"), ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɚ", "əɹ"), ("ɬ", "l"), ("ʔ", "t"), ("ɾ", "T"),
    ("ʲ", ""), ("\u0303", ""),
)  # fmt: skip
_AMERICAN = (("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("o", "ɔ"), ("^", ""))


async def phonemes_of_espeak(text: str, ask: Callable[[str, str], Awaitable[str]]) -> str:
    """Return the text in phonemes and marks. `ask` returns espeak-ng's IPA of a clause in a voice, tied by "^"."""
    said = []
    for part in _MARKS.split(_DASH.sub(" — ", unicodedata.normalize("NFC", text))):
        if _MARKS.fullmatch(part):
            said.append(_NOT_SAID.sub("", part))
        elif words := part.strip():
            before, after = " " * part[0].isspace(), " " * part[-1].isspace()
            said.append(before + from_ipa(await ask(words, VOICE)) + after)
        else:
            said.append(" " * bool(part))
    return _SPACES.sub(" ", "".join(said)).strip()


def from_ipa(ipa: str) -> str:
    """Return espeak-ng's American English in the symbols of misaki."""
    said = _LANGUAGE.sub("", ipa)
    for theirs, ours in _SYMBOLS:
        said = said.replace(theirs, ours)
    said = _SYLLABIC.sub(r"ᵊ\1", said).replace("\u0329", "")
    for theirs, ours in _AMERICAN:
        said = said.replace(theirs, ours)
    return said
