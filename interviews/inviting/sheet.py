"""Reads the people to invite from pasted lines or from a CSV file. Knows nothing of the database."""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

MAX_PEOPLE = 5_000
DELIMITERS = ",;\t"
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


class SheetError(ValueError):
    """Raised if a text is no list of people. `code` says why; `line` is where, or 0."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


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


def decode(data: bytes) -> str:
    """Return the text of a CSV file in UTF-8, UTF-16 with its mark, or CP949, as Korean Excel writes it.

    Raises SheetError "encoding" for anything else.
    """
    for encoding in ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("encoding")


def read(text: str) -> Sheet:
    """Read one person a line: cells separated by commas, semicolons or tabs, or `Name <e-mail>`.

    A first line of headings names the columns; without one they are FIELDS in this order. Raises SheetError "empty",
    "no_name" if the headings lack the name, "quotes" for quotation marks that do not match, "characters", "too_many".
    """
    # A quoted name before an address is one cell, which CSV would not allow.
    text = QUOTED_MAILBOX.sub(r'"\1 \2"', text.removeprefix("\ufeff"))
    if "\0" in text:
        raise SheetError("characters")
    rows = _rows(text)
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


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that say something, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True, skipinitialspace=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            if any(stripped):
                rows.append((begins, stripped))
            begins = reader.line_num + 1
    except csv.Error:
        raise SheetError("quotes", begins) from None
    return rows


def _delimiter(text: str) -> str:
    """Return the separator that the first line with text has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=unquoted.count)


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
