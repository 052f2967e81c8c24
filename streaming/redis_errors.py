"""Says in one word what is wrong with Redis. Its messages are not logged: they may quote the command."""

import re

from redis.exceptions import OutOfMemoryError, ReadOnlyError, ResponseError

# The client cuts the first word off these.
_WORDS = {OutOfMemoryError: "OOM", ReadOnlyError: "READONLY"}
# An error reply begins with a word in capitals; a pipeline and a script put text of their own before it.
_WORD = re.compile(r"(?:^|caused error: |: -)([A-Z]{3,})\b")


def reason_of(error: Exception) -> str:
    """Return Redis's own word (NOREPLICAS, OOM, READONLY, MISCONF, NOAUTH), or else the exception's name."""
    for kind, word in _WORDS.items():
        if isinstance(error, kind):
            return word
    found = _WORD.search(str(error)) if isinstance(error, ResponseError) else None
    return found[1] if found else type(error).__name__


def refuses_writes(error: Exception) -> bool:
    """Return whether Redis answered, but does not take what it is told to store."""
    return isinstance(error, ResponseError) and reason_of(error) in {"NOREPLICAS", "OOM", "READONLY", "MISCONF"}
