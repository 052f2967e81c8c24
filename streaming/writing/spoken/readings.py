"""The table of names and abbreviations that are not said as they are written: `readings.tsv`, and a company's own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

from .forms import READ

LANGUAGES = ("ko", "en")
LONGEST = 80  # characters, written or spoken


class ReadingsError(Exception):
    """A file of readings cannot be used. Its arguments are the problem, with the file and line, and the cure."""


class SpokenForm(NamedTuple):
    """`written` matches in any case if it has no capital letter."""

    language: str
    written: str
    spoken: str


@dataclass(frozen=True)
class Readings:
    """Readings by language. Of two for the same text the later one counts."""

    rows: tuple[SpokenForm, ...]

    def extended(self, rows: Iterable[SpokenForm]) -> Self:
        return type(self)((*self.rows, *rows))

    def apply(self, text: str, language: str) -> str:
        """Return the text with each written form replaced. A plural or possessive "s" stays in English;
        Korean readings are followed by READ."""
        return self._lexicons[language].apply(text) if language in self._lexicons else text

    def prepare(self) -> None:
        """Compile the tables, which takes up to a second, so that no question has to wait for it."""
        _ = self._lexicons

    @cached_property
    def _lexicons(self) -> Mapping[str, "Lexicon"]:
        tables: dict[str, dict[str, str]] = {}
        for row in self.rows:
            tables.setdefault(row.language, {})[row.written] = row.spoken
        return {language: Lexicon(table, language) for language, table in tables.items()}


@dataclass
class Lexicon:
    """The readings of one language as one pattern."""

    table: Mapping[str, str]
    language: str
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        by_letter: dict[str, list[str]] = {}
        for written in sorted(self.table, key=len, reverse=True):
            by_letter.setdefault(written[0].lower(), []).append(written)
        groups = (f"(?={re.escape(first)})(?:{'|'.join(map(_bounded, all_of))})" for first, all_of in by_letter.items())
        plural = "(?P<plural>['’]?s(?![A-Za-z0-9]))?"
        self.pattern = re.compile(f"(?:{'|'.join(groups)}){plural}", re.IGNORECASE)

    def apply(self, text: str) -> str:
        return self.pattern.sub(self._said, text)

    def _said(self, found: re.Match[str]) -> str:
        plural = found["plural"] or ""
        written = found[0].removesuffix(plural)
        spoken = self.table.get(written) or self.table.get(written.lower())
        if spoken is None:
            return found[0]
        # An abbreviation's dot at the end also ends the sentence.
        ends = written.endswith(".") and not found.string[found.end() :].strip("\"'”’)")
        after = READ if self.language == "ko" else "'s" if plural else ""
        return spoken + after + ("." if ends else "")


def _bounded(written: str) -> str:
    """Return a pattern of the text that does not match inside a Latin word. Hangul may follow at once.

    (?-i: is there because `re` takes several times as long to compile these sets for any case.
    """
    before = "(?-i:(?<![A-Za-z0-9]))" if _is_latin(written[0]) else ""
    after = "(?-i:(?=['’]?[sS]?(?![A-Za-z0-9])))" if _is_latin(written[-1]) else ""
    whole = "(?-i:(?!/[A-Za-z0-9]))" if "/" in written else ""  # A/B is not a part of A/B/C
    return f"{before}{re.escape(written)}{after}{whole}"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def parse(text: str, name: str) -> tuple[SpokenForm, ...]:
    """Return the rows of a TSV file: language, written, spoken. Empty lines and lines that begin with "# " are left
    out. Raise ReadingsError, which names the line."""
    lines = ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    return tuple(_row(line, f"{name}, line {number}") for number, line in lines if not line.startswith("# "))


def _row(line: str, place: str) -> SpokenForm:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != 3 or not all(cells):
        raise ReadingsError(
            f"{place}: not three columns", "Write language, written form and reading, with tabs between"
        )
    row = SpokenForm(*cells)
    if row.language not in LANGUAGES:
        raise ReadingsError(f"{place}: unknown language", f"Write one of: {', '.join(LANGUAGES)}")
    if max(len(row.written), len(row.spoken)) > LONGEST:
        raise ReadingsError(f"{place}: longer than {LONGEST} characters", "Shorten it")
    if any(char.isdigit() for char in row.spoken) or not any(char.isalpha() for char in row.spoken):
        raise ReadingsError(f"{place}: the reading is not made of words", "Write numbers as words, too")
    return row


def read_file(path: Path) -> tuple[SpokenForm, ...]:
    """Return the rows of a file in UTF-8. Raise ReadingsError if it cannot be read or has a wrong line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReadingsError(f"{path} cannot be read ({error.strerror})", "Put the path of a TSV file there") from error
    except UnicodeDecodeError as error:
        raise ReadingsError(f"{path} is not UTF-8", "Save it in that encoding") from error
    return parse(text, str(path))


STANDARD = Readings(read_file(Path(__file__).with_name("readings.tsv")))
