"""Lists of people as recruiters have them: pasted, and as CSV files of several programs."""

import csv
import io

import pytest

from interviews.inviting import safe_csv
from interviews.inviting.sheet import MAX_PEOPLE, Person, read
from interviews.inviting.table import SheetError, decode

KOREAN = "이름,이메일,지원번호\n김하늘,sky@example.com,A-1\n"


def people(text: str) -> list[Person]:
    return read(text).people


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_files_of_several_programs_are_read(encoding: str) -> None:
    assert people(decode(KOREAN.encode(encoding))) == [Person(2, "김하늘", "sky@example.com", "A-1")]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SheetError, match="encoding"):
        decode(b"PK\x03\x04\xff\xff")


@pytest.mark.parametrize("separator", [",", ";", "\t", ", "])
def test_separators(separator: str) -> None:
    text = separator.join(["Kim", "kim@example.com", "A-1", "ko", "25"])
    assert people(text) == [Person(1, "Kim", "kim@example.com", "A-1", "ko", "25")]


def test_semicolons_win_over_commas_in_quotes() -> None:
    assert people('name;e-mail\n"Kim, Min";kim@example.com') == [Person(2, "Kim, Min", "kim@example.com")]


@pytest.mark.parametrize(
    "line", ["Kim Min <kim@example.com>", '"Kim Min" <kim@example.com>', "Kim Min,kim@example.com"]
)
def test_pasted_lines(line: str) -> None:
    assert people(f"\n{line}\n\n  Lee \n") == [Person(2, "Kim Min", "kim@example.com"), Person(4, "Lee")]


def test_headings_name_the_columns_in_any_order_and_others_are_told() -> None:
    sheet = read("E-mail;Phone;Name;추가 시간\nkim@example.com;010;Kim;50")
    assert sheet.people == [Person(2, "Kim", "kim@example.com", extra_time="50")]
    assert sheet.unread == ["Phone"]


def test_a_line_break_in_quotes_belongs_to_its_cell() -> None:
    assert people('name,e-mail\n"Kim\nMin",kim@example.com\nLee,lee@example.com') == [
        Person(2, "Kim Min", "kim@example.com"), Person(4, "Lee", "lee@example.com"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 0),
        ("\n , \n", "empty", 0),
        ("name,e-mail\n", "empty", 0),
        ("e-mail,external id\nkim@example.com,A-1", "no_name", 0),
        ('Kim\n"Lee', "quotes", 2),
        ('name\n"Kim"x', "quotes", 2),
        ("Kim\0", "characters", 0),
        ("\n".join(f"Kim {number}" for number in range(MAX_PEOPLE + 1)), "too_many", 0),
    ],
)
def test_what_is_no_list_is_refused(text: str, code: str, line: int) -> None:
    with pytest.raises(SheetError) as caught:
        read(text)
    assert (caught.value.code, caught.value.line) == (code, line)


def read_again(cell: str) -> str:
    """Return the cell as it is in a file that was written."""
    [[_name], [written]] = csv.reader(io.StringIO(safe_csv.write(["name"], [[cell]]).decode("utf-8-sig"), newline=""))
    return written


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1", "＝1"])
def test_formulas_are_exported_harmless(cell: str) -> None:
    assert read_again(cell) == f"'{cell}"


def test_what_is_no_formula_is_exported_as_it_is() -> None:
    assert read_again("Kim; 1-2;a\tb\nc = d") == "Kim; 1-2;a\tb\nc = d"


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("between", ["", "Well{}", "Well\n", "Well\r\n", "Well\r", "Well\n ", 'Well{}"'])
def test_formulas_are_harmless_to_a_program_that_separates_cells_otherwise(delimiter: str, between: str) -> None:
    """As Excel does in much of Europe. It takes what is behind a semicolon or in a new line for a cell of its own."""
    said = f"{between.format(delimiter)}=cmd|' /C calc'!A0\nSo."
    written = safe_csv.write(["number", "answer"], [[1, said]]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written, newline=None), delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell.strip(' "').startswith("=")]
