"""Replaces the check if LLM_CHECK is off, for models of random weights in tests and benches."""

from .check import Flaw, Flawed

MAX_CHARS = 8_000  # a server may ignore the limit of tokens


class Unchecked:
    """Has StreamCheck's methods, passes every token on, and takes no question for complete before the model's end.

    `feed` raises Flawed after MAX_CHARS characters.
    """

    def __init__(self) -> None:
        self._room = MAX_CHARS

    @property
    def complete(self) -> bool:
        return False

    def feed(self, token: str) -> str:
        self._room -= len(token)
        if self._room < 0:
            raise Flawed(Flaw.RUNAWAY, f"more than {MAX_CHARS} characters")
        return token

    def end(self, finish_reason: str) -> str:
        return ""
