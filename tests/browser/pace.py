"""Replies for ScriptedServer that take as long as a test needs."""

from typing import Any

from ops.vendors.chat_server import Reply

NEVER_SECONDS = 3600.0
WORDS = (*(f"word{number} " for number in range(80)), "and why?")
TEXT = "".join(WORDS)
BEFORE_THE_FIRST_TOKEN = Reply(words=WORDS, first_seconds=NEVER_SECONDS)
BETWEEN_TOKENS = Reply(words=("Half a question, ", "never ended?"), seconds_between=NEVER_SECONDS)


class Dawdling:
    """A reply of `WORDS` that comes slowly until `hurry` is called."""

    def __init__(self) -> None:
        self._reply = Reply(words=WORDS)
        self._hurries = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reply, name)

    @property
    def seconds_between(self) -> float:
        return 0.0 if self._hurries else 0.5

    def hurry(self) -> None:
        self._hurries = True
