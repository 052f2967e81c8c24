"""Reads people's groups from a CSV file: an external ID, and a column for each dimension. Knows no database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from interviews.inviting.sheet import HEADINGS, MAX_PEOPLE
from interviews.inviting.table import SheetError, rows_of

LONGEST = 60  # characters of a dimension's or a group's name


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One person. `groups` has the group by dimension, "" for an empty cell. `line` counts from 1."""

    line: int
    external_id: str
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GroupSheet:
    dimensions: list[str]
    rows: list[GroupRow]


def read(text: str) -> GroupSheet:
    """Read one person a line, below a line of headings that names the dimensions.

    Raises SheetError: those of `rows_of`, "empty", "no_id" or "no_dimension" if the headings lack such a column,
    "unnamed" if a column with cells has no heading, "twice" if two have the same, "long" and "too_many".
    """
    written = rows_of(text)
    if not written:
        raise SheetError("empty")
    (_line, headings), *rows = written
    at = next((place for place, cell in enumerate(headings) if cell.casefold() in HEADINGS["external_id"]), None)
    if at is None:
        raise SheetError("no_id")
    named = {place: cell for place, cell in enumerate(headings) if cell and place != at}
    _demand_fit(named, rows)
    if len(rows) > MAX_PEOPLE:
        raise SheetError("too_many")
    if not rows:
        raise SheetError("empty")
    return GroupSheet(list(named.values()), [_row(line, cells, at, named) for line, cells in rows])


def _demand_fit(named: Mapping[int, str], rows: list[tuple[int, list[str]]]) -> None:
    if not named:
        raise SheetError("no_dimension")
    if max(Counter(cell.casefold() for cell in named.values()).values()) > 1:
        raise SheetError("twice")
    if max(map(len, named.values())) > LONGEST:
        raise SheetError("long")
    widest = max(named)
    for line, cells in rows:
        if any(cells[widest + 1 :]):
            raise SheetError("unnamed", line)


def _row(line: int, cells: list[str], at: int, named: Mapping[int, str]) -> GroupRow:
    padded = cells + [""] * (max(at, *named) + 1 - len(cells))
    return GroupRow(line, padded[at], {name: padded[place] for place, name in named.items()})
