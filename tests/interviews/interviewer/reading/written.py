"""The written answers: what candidates of many occupations might say, and what an interviewer would make of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interviews.interviewer.reading import Manner, Part


@dataclass(frozen=True, slots=True)
class Written:
    """An answer. A good reading has the parts that it `has`, and may have those that it `may` have."""

    language: str
    occupation: str
    topic: str
    answer: str
    manner: Manner
    has: frozenset[Part]
    may: frozenset[Part]


def _read(name: str) -> Iterator[Written]:
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            language, occupation, topic, answer, manner, parts = line.split("\t")
            words = parts.split()
            has = frozenset(Part(word) for word in words if not word.endswith("?"))
            may = has | {Part(word.rstrip("?")) for word in words}
            yield Written(language, occupation, topic, answer, Manner(manner), has, may)


ANSWERS = list(_read("answers.tsv"))
LATER = list(_read("later_answers.tsv"))
