"""A CSV file of competencies goes into the form as a whole, or not at all, and nothing is saved by it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from interviews.models import Competency, Position
from tests.interviews.staff.position_form_data import competency_rows

pytestmark = pytest.mark.django_db

FILE = reverse("admin:interviews_position_file")
TABLE = "competency;1;3;5;question\nSQL;never;reads;designs;Why that index?\n;;;;How did you measure?\nTeam;;;;\n"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(staff: Client, table: str | bytes, **typed: Any) -> dict[str, Any]:
    data = table if isinstance(table, bytes) else table.encode()
    file = SimpleUploadedFile("competencies.csv", data)
    answer: dict[str, Any] = staff.post(FILE, {"competency_file": file, **typed}).json()
    return answer


def test_the_form_gets_all_of_a_file(staff: Client) -> None:
    answer = send(staff, b"\xef\xbb\xbf" + TABLE.encode())
    assert answer["competencies"] == [
        {"name": "SQL", "anchor_1": "never", "anchor_3": "reads", "anchor_5": "designs",
         "questions": ["Why that index?", "How did you measure?"]},
        {"name": "Team", "questions": []},
    ]  # fmt: skip
    assert "2 competencies, 2 questions" in answer["told"]
    assert "nothing is saved yet" in answer["told"]
    assert not Position.objects.exists() and not Competency.objects.exists()


def test_one_wrong_line_and_nothing_is_taken_over(staff: Client) -> None:
    answer = send(staff, f"{TABLE}SQL;always;;;\n{'x' * 121};;;;\n")
    assert answer == {
        "refusal": "Nothing was taken over. Correct these lines in the file, and choose it again.",
        "problems": [
            "Line 5: This competency is described otherwise in line 2.",
            "Line 6: A competency can have at most 120 characters.",
        ],
    }


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04\xff\xff", "not text in UTF-8 or CP949"),
        (b"question\nWhy?", "heading \u201ccompetency\u201d is missing"),
        (b'competency\n"SQL', "From line 2 on"),
        (b"", "no competency in this file"),
        (b"S" * 1_000_001, "too big"),
    ],
)
def test_a_file_that_is_no_list_is_told_why(staff: Client, data: bytes, told: str) -> None:
    assert told in send(staff, data)["refusal"]


def test_without_a_file_it_says_so(staff: Client) -> None:
    assert staff.post(FILE).json()["refusal"] == "Choose a CSV file first."


def test_what_was_typed_is_never_replaced(staff: Client) -> None:
    typed = competency_rows("SQL", **{"competencies-0-anchor_5": "writes them"})
    assert send(staff, TABLE, **typed)["problems"] == [
        "Line 2: \u201cSQL\u201d is described otherwise in the form. Correct it there or in the file."
    ]


def test_the_rest_of_a_competency_that_was_begun_in_the_form_is_filled_in(staff: Client) -> None:
    typed = competency_rows("SQL", **{"competencies-0-anchor_5": " designs "})
    assert send(staff, TABLE, **typed)["competencies"][0]["anchor_1"] == "never"


def test_a_question_that_the_form_has_is_not_added_again(staff: Client) -> None:
    typed = competency_rows("Design", **{"competencies-0-questions": "What is it?\r\nwhy  that index?"})
    assert send(staff, TABLE, **typed)["competencies"][0]["questions"] == ["How did you measure?"]
