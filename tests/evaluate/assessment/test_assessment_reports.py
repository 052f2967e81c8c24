"""The reports that are committed: their figures follow from what was measured, and from the limits of today."""

import json
from pathlib import Path
from typing import Any

import pytest

from evaluate.assessment.__main__ import OUT
from evaluate.assessment.cases import Kind, cases
from evaluate.assessment.figures import figures, is_good_enough
from evaluate.assessment.record import AssessedText, AssessmentRun, Injection, PassRecord

REPORTS = sorted(OUT.glob("*.json"))


def run_of(data: dict[str, Any]) -> AssessmentRun:
    texts = [
        AssessedText(**{**text, "kind": Kind(text["kind"]), "passes": [PassRecord(**one) for one in text["passes"]]})
        for text in data["texts"]
    ]
    held = [Injection(**one) for one in data["injections"]]
    return AssessmentRun(texts, held, data["named"], data["masked"], data.get("by_name", []))


def test_there_are_reports() -> None:
    assert REPORTS


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_reports_figures_follow_from_its_run(path: Path) -> None:
    report = json.loads(path.read_text(encoding="utf-8"))
    found = figures(run_of(report["run"]))
    assert [(figure["name"], figure["value"]) for figure in report["figures"]] == [(f.name, f.value) for f in found]
    assert report["good_enough"] == is_good_enough(found)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_quotation_in_a_report_was_said(path: Path) -> None:
    for text in json.loads(path.read_text(encoding="utf-8"))["run"]["texts"]:
        assert all(quote in text["text"] for one in text["passes"] for quote in one["quotes"])


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_about_the_texts_of_today(path: Path) -> None:
    said = {
        (case.language, case.occupation, kind): text
        for case in cases(("en", "ko"), 4)
        for kind, text in case.said.items()
    }
    for text in json.loads(path.read_text(encoding="utf-8"))["run"]["texts"]:
        assert said[text["language"], text["occupation"], Kind(text["kind"])] == text["text"]
