"""Reads the candidates' files: `<texts>/<language>/<occupation>.toml`, where `texts` is "tuning" or "held_out"."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from interviews.interviewer.ask import Button, Probe

from .occupation import Appearance, CandidateManner, Competency, Demand, Interruption, Occupation

FOLDER = Path(__file__).parent
TUNING, HELD_OUT = "tuning", "held_out"
TEXTS = (TUNING, HELD_OUT)
LANGUAGES = ("en", "ko")


def occupations(texts: str, languages: Iterable[str] = LANGUAGES) -> list[Occupation]:
    """Return the occupations of a set of texts, by language and name."""
    return [_read(path) for language in languages for path in _paths(texts, language)]


def sha256_of(texts: str) -> str:
    """Return the hash of a set's files, by which a report says which texts it used."""
    digest = hashlib.sha256()
    for language in LANGUAGES:
        for path in _paths(texts, language):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _paths(texts: str, language: str) -> list[Path]:
    return sorted((FOLDER / texts / language).glob("*.toml"))


def _read(path: Path) -> Occupation:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Occupation(
        name=path.stem,
        texts=path.parent.parent.name,
        language=path.parent.name,
        title=content["title"],
        description=content["description"],
        voice=CandidateManner(content["voice"]),
        again=content["again"],
        appearances=tuple(map(_appearance, content["interview"])),
        competencies=tuple(map(_competency, content["competency"])),
    )


def _appearance(table: Mapping[str, Any]) -> Appearance:
    interruptions = tuple(map(_interruption, table.get("turn", ())))
    return Appearance(CandidateManner(table["manner"]), table.get("begins_with", 1), interruptions)


def _interruption(table: Mapping[str, Any]) -> Interruption:
    demand = Demand(table["demands"], table["obeyed"], table.get("ends", False)) if "demands" in table else None
    button = Button(table["button"]) if "button" in table else None
    return Interruption(table["at"], table.get("says", "").strip("\n"), button, demand)


def _competency(table: Mapping[str, Any]) -> Competency:
    return Competency(table["name"], {Probe(name): _answers(said) for name, said in table["answers"].items()})


def _answers(said: str | list[str]) -> list[str]:
    """Return the answers with each on one line: the files wrap theirs."""
    return [" ".join(one.split()) for one in ([said] if isinstance(said, str) else said)]
