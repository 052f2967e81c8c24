"""What can be wrong with a question."""

from enum import StrEnum


class Flaw(StrEnum):
    """Why a question is refused."""

    LANGUAGE = "language"
    RUNAWAY = "runaway"
    NO_QUESTION = "no_question"
    FORBIDDEN = "forbidden"
    EMPTY = "empty"
    REPEATED = "repeated"  # asked before


class Flawed(Exception):
    """Raised when a text is refused. `detail` is for operators: a topic or a count, never the model's words."""

    def __init__(self, flaw: Flaw, detail: str = "") -> None:
        super().__init__(f"{flaw}: {detail}" if detail else str(flaw))
        self.flaw, self.detail = flaw, detail
