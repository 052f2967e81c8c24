"""Competencies of a CSV file, as the form of a position takes them over. Nothing is saved by that."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.inviting.table import SheetError, decode
from interviews.models.evaluation.competency import ANCHOR_CHARS, TOPIC_CHARS
from interviews.models.position import BANK_QUESTION_CHARS
from interviews.nfc import nfc
from interviews.planning.competency_sheet import (
    ANCHORS,
    MAX_ROWS,
    CompetencySheet,
    Described,
    Limits,
    Problem,
    read,
    spelled,
)

MAX_BYTES = 1_000_000
LIMITS = Limits(TOPIC_CHARS, ANCHOR_CHARS, BANK_QUESTION_CHARS)
MAX_FORM_ROWS = 1000  # of the form that the browser sent

WHY_NO_TABLE = {
    "encoding": _("This file is not text in UTF-8 or CP949. Save it as CSV, and choose that."),
    "characters": _("The text contains a character that no list has. Save the table as CSV, and choose that."),
    "empty": _("There is no competency in this file."),
    "no_name": _("A column with the heading “competency” is missing."),
    "quotes": _("From line %(line)d on, the quotation marks do not match."),
    "too_many": _("A file can have at most %(most)d lines."),
    "too_big": _("The file is too big for a list of competencies."),
    "missing": _("Choose a CSV file first."),
}
WHY_NOT = {
    "no_competency": _("The competency is missing."),
    "described_twice": _("This competency is described otherwise in line %s."),
    "question_twice": _("This question is in line %s, too."),
    "long_name": _("A competency can have at most %s characters."),
    "long_anchor": _("A description can have at most %s characters."),
    "long_question": _("A question can have at most %s characters."),
    "described_in_form": _("“%s” is described otherwise in the form. Correct it there or in the file."),
}


def taken_over(file: Any, data: Any) -> dict[str, Any]:
    """Return what the form's script fills in: all of the file or, if anything is wrong with it, nothing.

    `data` is the form as it is in the browser. Nothing that was typed there is replaced.
    """
    try:
        sheet = _read(file)
    except SheetError as error:
        words = WHY_NO_TABLE[error.code] % {"line": error.line, "most": MAX_ROWS}
        return {"refusal": words, "problems": []}
    problems = [*sheet.problems, *_against_the_form(sheet, data)]
    if problems:
        refusal = _("Nothing was taken over. Correct these lines in the file, and choose it again.")
        return {"refusal": str(refusal), "problems": [_in_words(each) for each in sorted(problems, key=_line)]}
    return _filled(sheet, data)


def _read(file: Any) -> CompetencySheet:
    if file is None:
        raise SheetError("missing")
    if file.size > MAX_BYTES:
        raise SheetError("too_big")
    return read(decode(file.read()), LIMITS)


def _line(problem: Problem) -> int:
    return problem.line


def _in_words(problem: Problem) -> str:
    words = str(WHY_NOT[problem.code])
    what = words % problem.about if "%s" in words else words
    return _("Line %(line)d: %(what)s") % {"line": problem.line, "what": what}


def _against_the_form(sheet: CompetencySheet, data: Any) -> list[Problem]:
    typed = _typed_competencies(data)
    return [
        Problem(each.line, "described_in_form", each.name)
        for each in sheet.competencies
        if _differs(each, typed.get(each.name, {}))
    ]


def _differs(described: Described, typed: dict[str, str]) -> bool:
    return any(typed.get(name) and " ".join(typed[name].split()) != text for name, text in described.anchors.items())


def _typed_competencies(data: Any) -> dict[str, dict[str, str]]:
    names = ((f"competencies-{row}", _of(data, f"competencies-{row}-name")) for row in _rows(data, "competencies"))
    return {name: {anchor: _of(data, f"{row}-{anchor}") for anchor in ANCHORS} for row, name in names if name}


def _rows(data: Any, prefix: str) -> list[int]:
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    total = min(int(count), MAX_FORM_ROWS) if count.isdecimal() and len(count) < 10 else 0
    return [row for row in range(total) if not data.get(f"{prefix}-{row}-DELETE")]


def _of(data: Any, name: str) -> str:
    return nfc(data.get(name, "")).strip()


def _filled(sheet: CompetencySheet, data: Any) -> dict[str, Any]:
    known = {spelled(line) for row in _rows(data, "competencies") for line in _questions(data, row)}
    questions = [each for each in sheet.questions if spelled(each.text) not in known]
    told = [
        ngettext("%d competency", "%d competencies", len(sheet.competencies)) % len(sheet.competencies),
        ngettext("%d question", "%d questions", len(questions)) % len(questions),
    ]
    words = _("From the file: %s. Look at them below, and save the position: nothing is saved yet.")
    unread = _("Columns that are not used: %s.") % ", ".join(sheet.unread) if sheet.unread else ""
    competencies = [
        {
            "name": each.name,
            **each.anchors,
            "questions": [asked.text for asked in questions if asked.topic == each.name],
        }
        for each in sheet.competencies
    ]
    return {"competencies": competencies, "told": f"{words % ', '.join(told)} {unread}".strip()}


def _questions(data: Any, row: int) -> list[str]:
    return _of(data, f"competencies-{row}-questions").splitlines()
