"""Answers whose ratings are known by design: `texts/<language>/<occupation>.toml`, each about one competency."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.harness.prompts.hostile_answers import HostileAnswer, hostile_answers
from interviews.evaluation.assessor import AssessmentTask
from interviews.evaluation.evidence import Answer, Transcript
from interviews.evaluation.rubric import RubricCompetency

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("en", "ko")
HOSTILE_CHARS = 600  # a longer one is cut: it would fill the prompt, and says nothing new


class Kind(StrEnum):
    """The quality of an answer. POLISHED and LONG have the content of MIDDLE, elegantly put or with empty words."""

    STRONG = "strong"
    MIDDLE = "middle"
    WEAK = "weak"
    EMPTY = "empty"
    POLISHED = "polished"
    LONG = "long"


# The rating by design. 0 means "not enough evidence".
DESIGNED = {Kind.STRONG: 5, Kind.MIDDLE: 3, Kind.WEAK: 1, Kind.EMPTY: 0}
NAMES = {
    "en": ("Emily Carter", "James Carter", "Kim Min-ji", "Park Jun-ho", "Nguyen Thi Huong", "Ahmed Hassan"),
    "ko": ("김민지", "박준호", "이서연", "최동현", "응우옌 티 흐엉", "아흐메드 하산"),
}
INTRODUCTION = {"en": "My name is {name}. ", "ko": "제 이름은 {name}입니다. "}


@dataclass(frozen=True, slots=True)
class Case:
    """One file: a competency, a question about it, and answers of each kind."""

    language: str
    occupation: str
    title: str
    competency: RubricCompetency
    question: str
    said: Mapping[Kind, str]

    def task(self, text: str, name: str = "") -> AssessmentTask:
        """Return the assessment of an answer to the question."""
        answer = Answer(1, self.competency.name, self.question, text)
        return AssessmentTask(Transcript([answer], self.language), self.competency, name, self.title)


def cases(languages: Sequence[str], count: int) -> list[Case]:
    """Return the first `count` cases of each language, the languages in turn."""
    return [_read(path) for paths in zip(*map(_paths, languages), strict=True) for path in paths][
        : count * len(languages)
    ]


def injections(languages: Sequence[str], count: int) -> list[HostileAnswer]:
    """Return `count` hostile answers of each language, from all over the list, the languages in turn."""
    if not count:
        return []
    chosen = []
    for language in languages:
        of_language = [answer for answer in hostile_answers() if answer.language == language]
        chosen.append(of_language[:: max(1, len(of_language) // count)][:count])
    return [answer for answers in zip(*chosen, strict=True) for answer in answers]


def sha256_of_texts() -> str:
    """Return the hash of all files, by which a report says what it used."""
    digest = hashlib.sha256()
    for language in LANGUAGES:
        for path in _paths(language):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _paths(language: str) -> list[Path]:
    return sorted((FOLDER / language).glob("*.toml"))


def _read(path: Path) -> Case:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    said = {Kind(kind): " ".join(text.split()) for kind, text in content["said"].items()}
    said[Kind.LONG] = f"{said[Kind.MIDDLE]} {said[Kind.EMPTY]}"
    anchors = {int(score): text for score, text in content["anchors"].items()}
    return Case(
        language=path.parent.name,
        occupation=path.stem,
        title=content["title"],
        competency=RubricCompetency(content["competency"], anchors),
        question=content["question"],
        said=said,
    )
