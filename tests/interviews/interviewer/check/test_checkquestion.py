"""`manage.py checkquestion`."""

import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

HEADER = "language\tposition\tcompetency\tquestion\n"
GOOD = "en\tNurse\tTeamwork\tHow did you split the work?\n"
BAD = "ko\t간호사\t협업\t결혼하셨나요?\n"


def check(path: Path, text: str | bytes) -> tuple[str, str]:
    """Return what the command prints on stdout and stderr for a file with this text."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    out, err = StringIO(), StringIO()
    call_command("checkquestion", str(path), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.tsv"


def test_each_line_is_accepted_or_has_its_reason(file: Path) -> None:
    out, err = check(file, HEADER + GOOD + "\n" + BAD)
    assert out == "2\taccepted\n4\tforbidden: family\n"
    assert err == "1 accepted, 1 refused.\n"


def test_the_columns_may_come_in_another_order_with_a_byte_order_mark(file: Path) -> None:
    text = "\ufeffQuestion\tlanguage\tposition\tcompetency\r\nWhy Redis?\ten\tEngineer\tCaching\r\n"
    assert check(file, text)[0] == "2\taccepted\n"


def test_decomposed_hangul_is_read_like_any_other(file: Path) -> None:
    assert check(file, HEADER + unicodedata.normalize("NFD", BAD))[0] == "2\tforbidden: family\n"


def test_what_follows_the_first_question_is_judged_too(file: Path) -> None:
    out, _ = check(file, HEADER + GOOD.strip() + " And are you married?\n" + GOOD.strip() + " And why?\n")
    assert out == "2\tforbidden: family\n3\tseveral: 2 questions\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("language\tposition\tquestion\n" + GOOD, "line 1: the header must name the columns"),
        ("", "line 1: the header must name the columns"),
        (HEADER + GOOD + "en\tNurse\tHow?\n", "line 3: 3 columns instead of 4"),
        (HEADER + GOOD.replace("en", "fr", 1), "line 2: language 'fr' is none of ko, en"),
        (HEADER.encode() + GOOD.encode() + b"en\tNurse\tTeamwork\t\xff?\n", "line 3: not UTF-8"),
    ],
)
def test_a_bad_file_is_one_error_that_names_the_line(file: Path, text: str | bytes, error: str) -> None:
    with pytest.raises(CommandError, match=r"questions\.tsv") as raised:
        check(file, text)
    assert error in str(raised.value) and "\n" not in str(raised.value)


def test_a_missing_file_is_one_error(file: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("checkquestion", str(file))
