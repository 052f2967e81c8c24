"""In place of the check, where LLM_CHECK is off: what a model of random weights says is not worth one."""

from .check import Flaw, Flawed

MAX_CHARS = 8_000  # a server may not keep to a limit of tokens


class Unchecked:
    """Passes every token on. Raises Flawed where there are far too many."""

    def __init__(self) -> None:
        self._room = MAX_CHARS

    def feed(self, token: str) -> str:
        self._room -= len(token)
        if self._room < 0:
            raise Flawed(Flaw.RUNAWAY, f"more than {MAX_CHARS} characters")
        return token

    def end(self, finish_reason: str) -> str:
        return ""
