"""Reads the people to invite from pasted lines or from a CSV file. Knows nothing of the database."""

import re
from dataclasses import dataclass

from .table import SheetError, rows_of

MAX_PEOPLE = 5_000
FIELDS = ("name", "email", "external_id", "language", "extra_time")
HEADINGS = {
    "name": {"name", "candidate", "full name", "이름", "성명", "지원자", "지원자명"},
    "email": {
        "e-mail",
        "email",
        "mail",
        "e-mail address",
        "email address",
        "이메일",
        "메일",
        "이메일 주소",
        "전자우편",
    },
    "external_id": {"external id", "external_id", "id", "candidate id", "외부 id", "지원번호", "지원 번호", "수험번호"},
    "language": {"language", "언어"},
    "extra_time": {"extra time", "extra_time", "extra time (%)", "추가 시간", "추가시간", "추가 시간(%)"},
}
QUOTED_MAILBOX = re.compile(r'^[ \t]*"([^"\n]*)"[ \t]*(<[^<>"\n]*>)[ \t]*$', re.MULTILINE)
MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*")


@dataclass(frozen=True, slots=True)
class Person:
    """One row as it was written, without white space around its cells. `line` counts from 1."""

    line: int
    name: str
    email: str = ""
    external_id: str = ""
    language: str = ""
    extra_time: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The people of a text, and the headings of its columns that nobody reads."""

    people: list[Person]
    unread: list[str]


def read(text: str) -> Sheet:
    """Read one person a line: cells separated by commas, semicolons or tabs, or `Name <e-mail>`.

    A first line of headings names the columns; without one they are FIELDS in this order. Raises SheetError "empty",
    "no_name" if the headings lack the name, "quotes" for quotation marks that do not match, "characters", "too_many".
    """
    # A quoted name before an address is one cell, which CSV would not allow.
    rows = rows_of(QUOTED_MAILBOX.sub(r'"\1 \2"', text.removeprefix("\ufeff")))
    if not rows:
        raise SheetError("empty")
    columns: list[str | None] = list(FIELDS)
    unread: list[str] = []
    if named := _headings(rows[0][1]):
        columns = named
        unread = [cell for cell, name in zip(rows[0][1], named, strict=True) if cell and name is None]
        rows = rows[1:]
        if "name" not in columns:
            raise SheetError("no_name")
    if len(rows) > MAX_PEOPLE:
        raise SheetError("too_many")
    if not rows:
        raise SheetError("empty")
    return Sheet([_person(line, cells, columns) for line, cells in rows], unread)


def _headings(cells: list[str]) -> list[str | None] | None:
    """Return the field of each column, None for an unknown one; None if these are no headings."""
    known = {heading: field for field, headings in HEADINGS.items() for heading in headings}
    fields = [known.get(cell.casefold()) for cell in cells]
    return fields if {"name", "email", "external_id"} & {*fields} else None


def _person(line: int, cells: list[str], columns: list[str | None]) -> Person:
    if len([cell for cell in cells if cell]) == 1 and (mailbox := MAILBOX.fullmatch(cells[0])):
        return Person(line, mailbox["name"].strip(' "'), mailbox["email"].strip())
    found: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name:
            found.setdefault(name, cell)
    return Person(line, found.pop("name", ""), **found)
