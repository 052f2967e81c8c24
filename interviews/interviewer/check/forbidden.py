"""Finds topics that an interviewer must not touch: age, family, health, religion, origin, union membership."""

import re
from collections.abc import Mapping
from types import ModuleType

from . import forbidden_en, forbidden_ko


class _Table:
    """One language's patterns. In `personal` and `named`, the name of the group that matches is the topic."""

    def __init__(self, source: ModuleType, script: str, before: str) -> None:
        self.script = re.compile(script)
        self.innocent = re.compile(f"{before}(?:{_expression(source, source.INNOCENT)})")
        self.personal = re.compile(f"{before}(?:{_topics(source, source.PERSONAL)})")
        self.named = re.compile(f"{before}(?:{_topics(source, source.NAMED)})")


def _topics(source: ModuleType, table: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{topic}>{_expression(source, lines)})" for topic, lines in table.items())


def _expression(source: ModuleType, lines: str) -> str:
    pattern = "|".join(line.strip() for line in lines.strip().splitlines())
    return re.sub(r"<(\w+)>", lambda word: f"(?:{source.WORDS[word[1]]})", pattern)


_TABLES = [_Table(forbidden_en, "[a-z]", r"\b"), _Table(forbidden_ko, "[가-힣]", "(?<![가-힣])")]
_COMPANY = {
    topic: re.compile(f"{words}|{forbidden_ko.COMPANY[topic]}") for topic, words in forbidden_en.COMPANY.items()
}


def touches(text: str, about: str = "") -> str:
    """Return the forbidden topic that a text touches: "age", "family", "health", "religion", "origin", "union", or "".

    Both languages are searched, whatever the interview's, because a phrase may be quoted. `about` is what the company
    chose, a position's topic and title: what it deals with may be named, but never as the candidate's own affair.
    """
    text = _plain(text)
    for table in _TABLES:
        if not table.script.search(text):
            continue
        text = table.innocent.sub(" ", text)
        if match := table.personal.search(text):
            return str(match.lastgroup)
        for match in table.named.finditer(text):
            if not _COMPANY[topic := str(match.lastgroup)].search(_plain(about)):
                return topic
    return ""


def _plain(text: str) -> str:
    """Return a text in lower case, with plain apostrophes and single spaces."""
    return " ".join(text.casefold().replace("’", "'").split())
