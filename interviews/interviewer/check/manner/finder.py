"""Searches a sentence for the patterns of both languages."""

import re
from collections.abc import Iterator
from types import ModuleType

from interviews.interviewer.check.flaw import Flaw
from interviews.interviewer.check.lines import Lines, words

from . import english, korean
from .labels import label

# A quotation that is no more than this share of its sentence is somebody else's words.
_QUOTED_SHARE = 0.6
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|‘[^’]*’')
_RECRUITS = re.compile(
    r"\b(?:hr\b|human resources|recruit|hiring|talent|headhunt|personnel|people (?:partner|operations))|인사|채용|"
    r"리크루|헤드헌터"
)
_TO_YOU = re.compile(r"(?:do|did|would|have|can|could|are|were) you\b|[셨시실신](?:[가-힣]*)(?=[ .?]|$)")
_WORD = re.compile(r"<(\w+)>")


class _MannerTable:
    """One language's patterns, by flaw. `Lines` find out, without their cost, whether one of them matches."""

    def __init__(self, source: ModuleType, before: str) -> None:
        self._before, self._words = before, source.WORDS
        self._innocent = self._compiled(source.INNOCENT)
        self._acknowledged = self._compiled(source.ACKNOWLEDGED)
        self._stated: dict[Flaw, re.Pattern[str]] = {
            flaw: self._compiled(table) for flaw, table in source.STATED.items()
        }
        self._flaws: dict[Flaw, re.Pattern[str]] = {flaw: self._compiled(table) for flaw, table in source.TABLE.items()}
        hangul = source is korean
        said = [line for flaw, table in source.TABLE.items() if flaw is not Flaw.ROLE for line in self._lines(table)]
        self._innocents = Lines(before, self._lines(source.INNOCENT), hangul)
        self._own_words = Lines(before, self._lines(source.TABLE[Flaw.ROLE]), hangul)
        self._said = Lines(before, said, hangul)

    def find(self, text: str, states: bool) -> Flaw | None:
        of_text = words(text)
        own = self._innocent.sub(" ", text) if self._innocents.found(text, of_text) else text
        if self._own_words.found(own, of_text) or self._said.found(text, of_text):
            for flaw, pattern in self._flaws.items():
                if pattern.search(own if flaw is Flaw.ROLE else text):
                    return flaw
        if not states:
            return None
        text = self._acknowledged.sub(" ", text)
        return next((flaw for flaw, pattern in self._stated.items() if pattern.search(text)), None)

    def _compiled(self, table: str) -> re.Pattern[str]:
        return re.compile(f"{self._before}(?:{'|'.join(self._lines(table))})")

    def _lines(self, table: str) -> Iterator[str]:
        joined = re.sub(r"\\\n\s*", "", table.strip())
        for line in joined.splitlines():
            yield _WORD.sub(lambda word: f"(?:{self._words[word[1]]})", line.strip())


_TABLES = {"en": _MannerTable(english, r"(?<![\w'])"), "ko": _MannerTable(korean, "(?<![가-힣])")}


def manner_flaw(language: str, sentence: str, about: str = "", states: bool = False) -> Flaw | None:
    """Return what is wrong with the way in which a sentence speaks to the candidate, or None.

    `states` says that the sentence asks nothing, so that its words tell more. If the job, which `about` names, is to
    recruit, candidates may be those whom this candidate recruits.
    """
    if label(sentence):
        return Flaw.LABEL
    quoted = sum(map(len, _QUOTED.findall(sentence)))
    if quoted <= _QUOTED_SHARE * len(sentence):
        sentence = _QUOTED.sub(" ", sentence)
    text = " ".join(sentence.casefold().replace("’", "'").split())
    flaw = _TABLES[language].find(text, states)
    recruits = flaw is Flaw.THIRD_PERSON and _RECRUITS.search(about.casefold()) and _TO_YOU.search(text)
    return None if recruits else flaw
