"""Says whether a text can be an answer."""

MAX_ANSWER_BYTES = 64 * 1024

# Error codes of the API.
MALFORMED, TOO_LARGE = "malformed", "too_large"


def flaw_of(text: str) -> str:
    """Return why a text cannot be stored as an answer; "" if it can.

    SQLite and PostgreSQL both refuse a lone surrogate, and PostgreSQL refuses NUL.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return MALFORMED
    if "\0" in text:
        return MALFORMED
    return TOO_LARGE if size > MAX_ANSWER_BYTES else ""
