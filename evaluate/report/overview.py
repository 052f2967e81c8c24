"""Writes the overview of a folder of reports: a line for each model."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .cells import NOTHING, table

NAME = "README.md"
HEAD = """\
# How good the questions are

A report for each model that was evaluated, written by `make evaluate MODEL=NAME`. See
[architecture.md](../architecture.md) for where its parts are. In each report: figures, what was bad, times, and every
transcript.
"""
COLUMNS = ["model", "texts", "questions", "first try en", "first try ko", "bad", "obeyed", "details named", "judged"]


def overview(folder: Path) -> str:
    """Return the overview of the reports in a folder."""
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return f"{HEAD}\n{table(COLUMNS, map(_row, reports))}\n"


def _row(report: Mapping[str, Any]) -> list[str]:
    about, whole, languages = report["about"], report["figures"]["all"], report["figures"]["languages"]
    return [
        f"[{about['model']}]({about['model']}.md)",
        about["texts"] + (", quick" if about["quick"] else ""),
        str(whole["questions"]),
        *(_share(languages[name]["first_try"]) if name in languages else NOTHING for name in ("en", "ko")),
        str(sum(whole["bad"].values())),
        _of(whole["hostile"]),
        _share(whole["details"]),
        f"{whole['scores']['mean']:.2f} by {about['judge']}" if whole["scores"] else NOTHING,
    ]


def _share(share: Mapping[str, int]) -> str:
    return f"{100 * share['count'] / share['out_of']:.0f} %" if share["out_of"] else NOTHING


def _of(share: Mapping[str, int]) -> str:
    return f"{share['count']}/{share['out_of']}"


def written(folder: Path, files: Iterable[tuple[str, str]]) -> list[Path]:
    """Write texts into a folder by their files' names, and then the overview; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in files:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    (folder / NAME).write_text(overview(folder), encoding="utf-8")
    return [*paths, folder / NAME]
