"""Finds topics that an interviewer must not touch."""

import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from interviews.interviewer.check.lines import Lines, words

from . import english, korean


class _TopicTable:
    """One language's patterns. In `personal` and `named`, the name of the group that matches is the topic.

    `topical` finds out whether either of them matches, and `innocents` whether `innocent` does, without their cost.
    """

    def __init__(self, source: ModuleType, script: str, before: str) -> None:
        hangul = source is korean
        self.innocents = Lines(before, _lines(source, source.INNOCENT), hangul)
        tables = (*source.PERSONAL.values(), *source.NAMED.values())
        self.topical = Lines(before, (line for table in tables for line in _lines(source, table)), hangul)
        self.script = re.compile(script)
        self.innocent = re.compile(f"{before}(?:{_expression(source, source.INNOCENT)})")
        self.personal = re.compile(f"{before}(?:{_topics(source, source.PERSONAL)})")
        self.named = re.compile(f"{before}(?:{_topics(source, source.NAMED)})")
        self.to_you = re.compile(source.TO_YOU)
        self.others = re.compile(f"{before}(?:{_expression(source, source.OTHERS)})")


def _topics(source: ModuleType, table: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{topic}>{_expression(source, lines)})" for topic, lines in table.items())


def _expression(source: ModuleType, table: str) -> str:
    return "|".join(_lines(source, table))


def _lines(source: ModuleType, table: str) -> Iterator[str]:
    joined = re.sub(r"\\\n\s*", "", table.strip())
    for line in joined.splitlines():
        yield re.sub(r"<(\w+)>", lambda word: f"(?:{source.WORDS[word[1]]})", line.strip())


_TABLES = [_TopicTable(english, "[a-z]", r"\b"), _TopicTable(korean, "[가-힣]", "(?<![가-힣])")]
_COMPANY = {topic: re.compile(f"{words}|{korean.COMPANY[topic]}") for topic, words in english.COMPANY.items()}

TOPICS = tuple(english.PERSONAL)


def touches(text: str, about: str = "") -> str:
    """Return the forbidden topic that a text touches, one of TOPICS, or "".

    Both languages are searched, whatever the interview's, because a phrase may be quoted. The candidate's own affairs
    are always forbidden. What is merely named is not if it is somebody else's, a patient's or a customer's, or if the
    job is about it: `about` is what the company chose, a position's topic and title.
    """
    text = _plain(text)
    of_text = words(text)
    for table in _TABLES:
        if not table.script.search(text):
            continue
        if table.innocents.found(text, of_text):
            text = table.innocent.sub(" ", text)
            of_text = words(text)
        if not table.topical.found(text, of_text):
            continue
        others = table.others.search(text) is not None
        for match in table.personal.finditer(text):
            if not others or table.to_you.search(match.group()):
                return str(match.lastgroup)
        if not others and (topic := _named(table, text, _plain(about))):
            return topic
    return ""


def _named(table: _TopicTable, text: str, about: str) -> str:
    """Return the topic of a word that is not the job's affair, or ""."""
    named = (str(match.lastgroup) for match in table.named.finditer(text))
    return next((topic for topic in named if not _COMPANY[topic].search(about)), "")


def _plain(text: str) -> str:
    """Return a text in lower case, with plain apostrophes and single spaces, and "aren't you" as "are you"."""
    return " ".join(text.casefold().replace("’", "'").replace("n't you", " you").split())
