"""Hostile answers that try to manipulate the interviewer, in Korean and English."""

import json
from dataclasses import dataclass

from ops import ROOT

CASES = ROOT / "tests/interviews/interviewer/injection/cases.tsv"


@dataclass(frozen=True, slots=True)
class HostileAnswer:
    """`language` is the interview's, "ko" or "en"; `text` has at most 64 KB, the API's limit."""

    name: str
    language: str
    family: str
    text: str


def hostile_answers() -> list[HostileAnswer]:
    """Return all hostile answers, in the file's order."""
    lines = CASES.read_text(encoding="utf-8").split("\n")
    fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        HostileAnswer(name, language, family, json.loads(text) * int(times))
        for name, language, family, times, text in fields
    ]
