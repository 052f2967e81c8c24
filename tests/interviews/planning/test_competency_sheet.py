"""Competencies as recruiters have them in tables."""

import pytest

from interviews.inviting.table import SheetError, decode
from interviews.planning.competency_sheet import MAX_ROWS, CompetencySheet, Limits, read

LIMITS = Limits(name=10, anchor=12, question=20)
KOREAN = "역량;1점;3점;5점;질문\nSQL;모름;조회함;설계함;왜 그랬나요?\n협업;;;;\n"


def sheet(text: str) -> CompetencySheet:
    return read(text, LIMITS)


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in sheet(text).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_files_of_several_programs_are_read(encoding: str) -> None:
    read_sheet = sheet(decode(KOREAN.encode(encoding)))
    assert [(each.name, dict(each.anchors)) for each in read_sheet.competencies] == [
        ("SQL", {"anchor_1": "모름", "anchor_3": "조회함", "anchor_5": "설계함"}),
        ("협업", {}),
    ]
    assert [(each.topic, each.text) for each in read_sheet.questions] == [("SQL", "왜 그랬나요?")]


def test_without_headings_the_columns_are_name_anchors_question() -> None:
    found = sheet("SQL,none,reads,designs,Why that?")
    assert found.competencies == [(1, "SQL", {"anchor_1": "none", "anchor_3": "reads", "anchor_5": "designs"})]
    assert found.questions == [(1, "SQL", "Why that?")]


def test_more_lines_of_a_competency_bring_more_questions_also_without_its_name() -> None:
    found = sheet("competency,question\nSQL,Why?\n,How?\nTeam,Who?\nSQL,When?")
    assert [each.name for each in found.competencies] == ["SQL", "Team"]
    assert [(each.topic, each.text) for each in found.questions] == [
        ("SQL", "Why?"), ("SQL", "How?"), ("Team", "Who?"), ("SQL", "When?"),
    ]  # fmt: skip


def test_a_line_break_in_quotes_belongs_to_its_cell() -> None:
    found = sheet('competency,5,question\n"SQL","finds\ncauses",Why?\nTeam,,Who?\n')
    assert found.competencies[0].anchors == {"anchor_5": "finds causes"}
    assert [each.line for each in found.competencies] == [2, 4]


def test_columns_that_nobody_reads_are_told() -> None:
    assert sheet("Competency,Weight\nSQL,3").unread == ["Weight"]


def test_decomposed_hangul_is_the_same_competency() -> None:
    assert [each.name for each in sheet("\u1112\u1167\u11b8\u110b\u1165\u11b8,,,,Who?\n협업,,,,Why?").competencies] == [
        "협업"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (",,,,Why?", [(1, "no_competency")]),
        ("SQL,a\nSQL,b", [(2, "described_twice")]),
        ("SQL,a\nSQL,a", []),
        ("SQL,,,,Why?\nTeam,,,, why? ", [(2, "question_twice")]),
        ("12345678901", [(1, "long_name")]),
        ("SQL,1234567890123", [(1, "long_anchor")]),
        ("SQL,,,,123456789012345678901", [(1, "long_question")]),
        (",a\nSQL,b\nSQL,c", [(1, "no_competency"), (3, "described_twice")]),
    ],
)
def test_what_is_wrong_is_told_by_line(text: str, found: list[tuple[int, str]]) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("competency,question\n", "empty"),
        ("question,1\nWhy?,a", "no_name"),
        ('"SQL', "quotes"),
        ("SQL\0", "characters"),
        ("\n".join(f"S{number}" for number in range(MAX_ROWS + 1)), "too_many"),
    ],
)
def test_what_is_no_list_of_competencies_is_refused(text: str, code: str) -> None:
    with pytest.raises(SheetError) as caught:
        sheet(text)
    assert caught.value.code == code
