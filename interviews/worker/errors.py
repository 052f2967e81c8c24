"""How an attempt at a question ends early."""


class AttemptFailed(Exception):
    """The turn ends without a question. `code` is one of `question.failed`; `reason` is for operators."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class TurnLost(Exception):
    """Another attempt holds the turn, so that this one must not write any more."""
