"""Runs a question through the check, cut into tokens as a model might cut it."""

from collections.abc import Iterable

from interviews.interviewer.check import Flawed, StreamCheck
from interviews.interviewer.prompts import Ask, Move

ASK = Ask("Redis", Move.FOLLOW_UP, "payment queue")


def shown(check: StreamCheck, tokens: Iterable[str]) -> list[str]:
    """Return what is shown at each token."""
    return [check.feed(token) for token in tokens]


def verdict(language: str, tokens: Iterable[str], ask: Ask = ASK, title: str = "", reason: str = "stop") -> str:
    """Return "" for a question that passes, else its flaw and the detail. What was shown must be a prefix of it."""
    check = StreamCheck(language, ask, title)
    tokens = list(tokens)
    out = ""
    try:
        for token in tokens:
            out += check.feed(token)
        out += check.end(reason)
    except Flawed as flawed:
        assert "".join(tokens).startswith(out)
        return str(flawed)
    assert out == "".join(tokens)
    return ""
