"""`manage.py checkquestion`: tell for each question of a table whether the check would let a model ask it."""

import unicodedata
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError

from interviews.interviewer.check import Expectation, refusal
from interviews.models import Language

COLUMNS = ("language", "position", "competency", "question")


class Row(NamedTuple):
    """One question of the table, and the number of its line."""

    line: int
    language: str
    position: str
    competency: str
    question: str


class Command(BaseCommand):
    help = (
        "Check questions as if a model had written them. Prints the number of each line, a tab, and `accepted` or the "
        "reason for refusing it; then a summary on stderr. Earlier questions and answers are not known here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"UTF-8, tab-separated, with a header line: {', '.join(COLUMNS)}")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        accepted = refused = 0
        for row in list(read(file)):
            expected = Expectation(row.language, topic=row.competency, title=row.position)
            flawed = refusal(expected, row.question)
            self.stdout.write(f"{row.line}\t{flawed or 'accepted'}")
            accepted, refused = accepted + (flawed is None), refused + (flawed is not None)
        self.stderr.write(f"{accepted} accepted, {refused} refused.", style_func=str)


def read(file: Path) -> Iterator[Row]:
    """Yield the rows of a table. Raises CommandError, which names the line, if the table cannot be read."""
    lines = _text(file).split("\n")
    order = _columns(lines[0], file)
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        fields = line.rstrip("\r").split("\t")
        if len(fields) != len(COLUMNS):
            raise CommandError(f"{file}, line {number}: {len(fields)} columns instead of {len(COLUMNS)}.")
        named = dict(zip(order, map(str.strip, fields), strict=True))
        if named["language"] not in Language.values:
            known = ", ".join(Language.values)
            raise CommandError(f"{file}, line {number}: language '{named['language']}' is none of {known}.")
        yield Row(number, **named)


def _text(file: Path) -> str:
    try:
        return unicodedata.normalize("NFC", file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CommandError(f"{file}, line {line}: not UTF-8.") from error


def _columns(header: str, file: Path) -> list[str]:
    """Return the names of the columns in the order of the header line."""
    names = [name.strip().casefold() for name in header.split("\t")]
    if sorted(names) != sorted(COLUMNS):
        wanted = ", ".join(COLUMNS)
        raise CommandError(f"{file}, line 1: the header must name the columns {wanted}, separated by tabs.")
    return names
