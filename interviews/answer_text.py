"""An answer as it is stored, and why a text may be none."""

import re

from interviews.interviewer.fence import MAX_ANSWER_CHARS, visible

from .nfc import nfc

# No character has a canonical decomposition into more than four.
_MAX_RAW_CHARS = 4 * MAX_ANSWER_CHARS

# A paste may bring these, and PostgreSQL takes no NUL. static/js/lib/answer_text.js does the same.
_LINE_BREAK = re.compile("[\x0b\x0c\x1c-\x1e\x85]")
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\U0010ffff]")

# Error codes of the API.
EMPTY, MALFORMED, TOO_LARGE = "empty", "malformed", "too_large"


class Unfit(Exception):
    """Raised for a text that cannot be an answer. `code` says why, as an error code of the API."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer_of(text: str) -> str:
    """Return the answer: in NFC, without control characters and whitespace around it. Raises Unfit.

    The limit is what the interviewer reads of an answer, so that nothing of what was accepted is ignored.
    """
    answer = _clean(text).strip()
    if len(answer) > _MAX_RAW_CHARS:
        raise Unfit(TOO_LARGE)
    answer = nfc(answer)
    if len(answer) > MAX_ANSWER_CHARS:
        raise Unfit(TOO_LARGE)
    if not visible(answer).strip():
        raise Unfit(EMPTY)
    return answer


def draft_of(text: str) -> str:
    """Return the part of an unfinished answer that could be sent: a longer one may still be shortened. Raises Unfit."""
    return nfc(_clean(text)[:_MAX_RAW_CHARS])[:MAX_ANSWER_CHARS]


def _clean(text: str) -> str:
    """Return the text without control characters. Raises Unfit for a lone surrogate, which no database takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unfit(MALFORMED) from None
    return _CONTROL.sub("", _LINE_BREAK.sub("\n", text))
