"""What the files say: all of an interview, in both languages, and nothing that a spreadsheet program would run."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.utils import translation
from pypdfium2 import PdfDocument

from interviews import services
from interviews.exporting import making
from interviews.exporting.account import Account, as_json
from interviews.exporting.as_csv import as_csv, heading
from interviews.exporting.as_pdf import as_pdf
from interviews.exporting.lettering import spelled_out
from interviews.models import Interview
from tests.interviews.scenes import ask_next, asked, finished, ready, started

pytestmark = pytest.mark.django_db


def account_of(interview: Interview) -> Account:
    interview.refresh_from_db()
    return Account.of(interview)


def read(content: bytes) -> str:
    document = PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def answered(text: str, language: str = "en") -> Interview:
    interview = asked(language)
    services.answer(interview, 1, text)
    ask_next("And then?")
    return interview


def test_a_pdf_has_every_question_and_every_answer() -> None:
    interview = finished()
    said = read(as_pdf(account_of(interview)))
    for turn in interview.turns.all():
        assert turn.question in said
        assert turn.answer in said
    assert f"Interview {interview.pk} · 1 / " in said


def test_a_pdf_embeds_its_korean_font() -> None:
    answer = "큐를 레디스로 옮기고 나서 처리 시간이 절반으로 줄었습니다."
    with translation.override("ko"):
        content = as_pdf(account_of(answered(answer, "ko")))
    assert answer in read(content)
    assert "질문 1" in read(content)
    assert b"/FontFile3" in content


def test_what_the_font_does_not_have_is_named() -> None:
    assert "It worked [party popper] at once" in read(as_pdf(account_of(answered("It worked 🎉 at once."))))
    assert spelled_out("a\n👍🏽\ufe0f\u200d", {ord("a")}) == "a\n[thumbs up sign][emoji modifier fitzpatrick type-4]"


@pytest.mark.parametrize("text", ["x" * 4000, "line\n" * 300, "\u200b", "<b>&amp;</b> **bold** --", "%PDF", "مرحبا"])
def test_no_answer_breaks_a_pdf(text: str) -> None:
    interview = answered("Yes.")
    interview.turns.filter(number=1).update(answer=text)
    assert as_pdf(account_of(interview)).startswith(b"%PDF-")


def test_a_pdf_takes_marks_for_what_they_are() -> None:
    assert "<b>&amp;</b> **bold** --" in read(as_pdf(account_of(answered("<b>&amp;</b> **bold** --"))))


def test_a_pdf_says_what_became_of_a_question_without_answer() -> None:
    interview = asked()
    services.skip(interview, 1)
    ask_next("And then?")
    assert "— skipped" in read(as_pdf(account_of(interview)))
    assert "No question was asked." in read(as_pdf(account_of(ready())))


def test_a_csv_has_a_line_for_each_question() -> None:
    interview = finished()
    lines = list(csv.DictReader(io.StringIO((heading() + as_csv(account_of(interview))).decode("utf-8-sig"))))
    assert [line["question"] for line in lines] == [turn.question for turn in interview.turns.all()]
    assert {line["candidate"] for line in lines} == {"Kim"}


def test_a_csv_runs_nothing_in_a_spreadsheet_program() -> None:
    content = as_csv(account_of(answered('=HYPERLINK("http://x")\nand a second line')))
    assert next(csv.reader(io.StringIO(content.decode())))[12] == '\'=HYPERLINK("http://x")\nand a second line'


def test_an_interview_without_a_question_is_a_line_too() -> None:
    first, line = csv.reader(io.StringIO((heading() + as_csv(account_of(ready()))).decode("utf-8-sig")))
    assert len(line) == len(first)


def test_every_format_says_when_the_invitation_was_opened() -> None:
    interview = asked()
    unopened = list(csv.DictReader(io.StringIO((heading() + as_csv(account_of(interview))).decode("utf-8-sig"))))
    assert unopened[0]["opened"] == "" and "Opened:" not in read(as_pdf(account_of(interview)))
    Interview.objects.filter(pk=interview.pk).update(opened_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    account = account_of(interview)
    when = as_json(account)["opened_at"]
    assert datetime.fromisoformat(when) == interview.opened_at
    line = next(csv.DictReader(io.StringIO((heading() + as_csv(account)).decode("utf-8-sig"))))
    assert line["opened"] == when
    assert "Opened: March 2, 2026" in read(as_pdf(account))


def test_json_has_the_fields_of_the_api() -> None:
    interview = started()
    ask_next("Why?")
    told = as_json(account_of(interview))
    assert told["candidate"] == {"name": "Kim", "email": "", "external_id": ""}
    assert told["turns"][0]["question"] == "Why?"
    assert json.loads(json.dumps(told)) == told


def test_each_format_is_made() -> None:
    account = account_of(finished())
    starts = {"pdf": b"%PDF-", "csv": str(account.interview.pk).encode(), "json": b"{\n"}
    for form, start in starts.items():
        assert making.written(account, form).startswith(start)
