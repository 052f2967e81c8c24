"""Reads a position's competencies and their questions from a table. Knows nothing of the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from interviews.inviting.table import SheetError, rows_of
from interviews.nfc import nfc

MAX_ROWS = 500
ANCHORS = ("anchor_1", "anchor_3", "anchor_5")
FIELDS = ("name", *ANCHORS, "question")
HEADINGS = {
    "name": {"competency", "name", "역량", "역량명"},
    "anchor_1": {"1", "what earns a 1", "anchor 1", "1점", "1점의 기준", "1점 기준"},
    "anchor_3": {"3", "what earns a 3", "anchor 3", "3점", "3점의 기준", "3점 기준"},
    "anchor_5": {"5", "what earns a 5", "anchor 5", "5점", "5점의 기준", "5점 기준"},
    "question": {"question", "bank question", "질문", "질문 은행"},
}


class Described(NamedTuple):
    """A competency. `anchors` has the texts that are not empty, by the name of their field."""

    line: int
    name: str
    anchors: Mapping[str, str]


class SheetQuestion(NamedTuple):
    """A question of the bank."""

    line: int
    topic: str
    text: str


class Problem(NamedTuple):
    """What is wrong in a line: a code, and the words or the number that it is about."""

    line: int
    code: str
    about: object = ""


class Limits(NamedTuple):
    """The most characters that a text may have."""

    name: int
    anchor: int
    question: int


@dataclass(slots=True)
class CompetencySheet:
    """What a table says. Only one without problems is to be used. `unread` has the headings that nobody reads."""

    competencies: list[Described] = field(default_factory=list)
    questions: list[SheetQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read(text: str, limits: Limits) -> CompetencySheet:
    """Read a competency a line, with its anchors and a question. Further lines of the same name bring more questions.

    An empty name means the competency above, as merged cells are exported. A first line of headings names the columns;
    without one they are FIELDS in this order. Raises SheetError "empty", "no_name" if the headings lack the name,
    "too_many", and what `rows_of` raises.
    """
    rows = rows_of(nfc(text))
    columns: Sequence[str | None] = FIELDS
    sheet = CompetencySheet()
    if rows and (named := _headings(rows[0][1])):
        columns = named
        sheet.unread = [cell for cell, name in zip(rows[0][1], named, strict=True) if cell and name is None]
        rows = rows[1:]
        if "name" not in columns:
            raise SheetError("no_name")
    if not rows:
        raise SheetError("empty")
    if len(rows) > MAX_ROWS:
        raise SheetError("too_many")
    last = ""
    for line, cells in rows:
        row = _row(cells, columns)
        last = row.get("name") or last
        _take(sheet, line, row | {"name": last})
        sheet.problems.extend(_too_long(line, row, limits))
    return sheet


def _headings(cells: Sequence[str]) -> list[str | None] | None:
    """Return the field of each column, None for an unknown one; None if these are no headings."""
    known = {heading: name for name, headings in HEADINGS.items() for heading in headings}
    fields = [known.get(cell.casefold()) for cell in cells]
    return fields if {"name", "question"} & {*fields} else None


def _row(cells: Sequence[str], columns: Sequence[str | None]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name and cell:
            row.setdefault(name, cell)
    return row


def _take(sheet: CompetencySheet, line: int, row: Mapping[str, str]) -> None:
    name, question = row["name"], row.get("question", "")
    if not name:
        sheet.problems.append(Problem(line, "no_competency"))
        return
    anchors = {anchor: row[anchor] for anchor in ANCHORS if anchor in row}
    known = next((each for each in sheet.competencies if each.name == name), None)
    if known is None:
        sheet.competencies.append(Described(line, name, anchors))
    elif anchors and anchors != known.anchors:
        sheet.problems.append(Problem(line, "described_twice", known.line))
    if question:
        _take_question(sheet, SheetQuestion(line, name, question))


def _take_question(sheet: CompetencySheet, asked: SheetQuestion) -> None:
    twin = next((each for each in sheet.questions if spelled(each.text) == spelled(asked.text)), None)
    if twin:
        sheet.problems.append(Problem(asked.line, "question_twice", twin.line))
    else:
        sheet.questions.append(asked)


def spelled(question: str) -> str:
    """Return what makes a question the same as another."""
    return " ".join(question.split()).casefold()


def _too_long(line: int, row: Mapping[str, str], limits: Limits) -> Iterator[Problem]:
    for name, text in row.items():
        limit = limits.anchor if name in ANCHORS else getattr(limits, name)
        if len(text) > limit:
            yield Problem(line, f"long_{'anchor' if name in ANCHORS else name}", limit)
