"""Unicode's composed form (NFC), in which every text that comes in is kept: macOS, for one, sends decomposed Hangul."""

import re
import unicodedata

# Sorting a run of combining marks takes unicodedata quadratic time, so it gets no more than this at once.
_PIECE = re.compile("\\S{1,1000}[\u0300-\u036f\u0653-\u0655\u1160-\u11ff\u3099\u309a]{0,3}")


def nfc(text: str) -> str:
    """Return the text in NFC. A word of more than 1,000 characters may keep a few decomposed ones."""
    return text if text.isascii() else _PIECE.sub(lambda piece: unicodedata.normalize("NFC", piece[0]), text)
