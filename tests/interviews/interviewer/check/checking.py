"""Runs a question through the check, cut into tokens as a model might cut it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from interviews.interviewer.check import Expectation, Flawed, StreamCheck

EN = Expectation("en", topic="Redis")
KO = Expectation("ko", topic="Redis")
EXPECTED = {"en": EN, "ko": KO}
_CUT = re.compile(r"[^?？]*[?？]")


def shown(check: StreamCheck, tokens: Iterable[str]) -> list[str]:
    """Return what is shown at each token."""
    return [check.feed(token) for token in tokens]


def verdict(expected: Expectation, tokens: Iterable[str], reason: str = "stop") -> str:
    """Return "" for a question that passes, else its flaw and the detail. What was shown must be a prefix of it."""
    check = StreamCheck(expected)
    tokens = list(tokens)
    out = ""
    try:
        for token in tokens:
            out += check.feed(token)
        out += check.end(reason)
    except Flawed as flawed:
        assert "".join(tokens).startswith(out)
        return str(flawed)
    text = "".join(tokens)
    cut = _CUT.match(text)
    assert out.rstrip('"”') == (cut.group() if cut else text).rstrip('"”')
    return ""


def about(language: str, topic: str = "", title: str = "", answer: str = "") -> Expectation:
    """Return what is expected of a question of a job."""
    return replace(EXPECTED[language], topic=topic, title=title, answer=answer)
