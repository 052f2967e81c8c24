"""Importing people's groups: what a file may be, what is kept, and what becomes of it with the person."""

import json

import pytest
from django.contrib.auth.models import User

from interviews.inviting.table import SheetError
from interviews.models import AuditEntry, Candidate, CandidateGroup
from interviews.monitoring import groups
from interviews.monitoring.group_sheet import read
from interviews.privacy.export import as_json
from interviews.privacy.forget import forget_candidate, forget_interviews
from interviews.record import audit
from tests.interviews.composed import composed
from tests.interviews.evaluation.cards import rater
from tests.interviews.privacy.told import person, told

pytestmark = pytest.mark.django_db

SHEET = "external ID,sex,age\nHR-1,female,over 40\nHR-2,male,\n"


def people() -> User:
    Candidate.objects.create(name="Kim", external_id="HR-1")
    Candidate.objects.create(name="Lee", external_id="HR-2")
    return rater("monitor", "monitor_outcomes")


def kept() -> set[tuple[str, str, str]]:
    return set(CandidateGroup.objects.values_list("candidate__external_id", "dimension", "value"))


def test_a_sheet_names_its_dimensions_in_the_headings() -> None:
    sheet = read("sex;지원번호;age\nfemale;A-1;over 40\n;A-2\n")
    assert sheet.dimensions == ["sex", "age"]
    assert [(row.line, row.external_id, dict(row.groups)) for row in sheet.rows] == [
        (2, "A-1", {"sex": "female", "age": "over 40"}),
        (3, "A-2", {"sex": "", "age": ""}),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("external ID,sex\n", "empty"),
        ("name,sex\nKim,female\n", "no_id"),
        ("external ID\nA-1\n", "no_dimension"),
        ("external ID,sex\nA-1,female,over 40\n", "unnamed"),
        ("external ID,sex,Sex\nA-1,female,male\n", "twice"),
        (f"external ID,{'s' * 61}\nA-1,female\n", "long"),
        ('external ID,sex\nA-1,"female\n', "quotes"),
        ("external ID,sex\nA-1,fe\0male\n", "characters"),
        ("external ID,sex\n" + "A-1,female\n" * 5001, "too_many"),
    ],
)
def test_what_is_no_sheet_is_refused(text: str, code: str) -> None:
    with pytest.raises(SheetError) as refused:
        read(text)
    assert refused.value.code == code


def test_groups_replace_those_that_were_there_and_an_empty_cell_takes_one_away() -> None:
    user = people()
    assert groups.keep(read(SHEET), user) == 2
    assert kept() == {("HR-1", "sex", "female"), ("HR-1", "age", "over 40"), ("HR-2", "sex", "male")}
    groups.keep(read("external ID,age\nHR-1,\nHR-2,under 40\n"), user)
    assert kept() == {("HR-1", "sex", "female"), ("HR-2", "sex", "male"), ("HR-2", "age", "under 40")}


def test_rows_with_problems_are_named_and_keep_the_whole_sheet_out() -> None:
    user = people()
    sheet = read(f"external ID,sex\nHR-1,female\n,male\nHR-1,male\nHR-2,{'x' * 61}\nHR-9,male\n")
    found = [(row.row.line, row.problems, row.is_kept) for row in groups.check(sheet)]
    assert found == [
        (2, [], True),
        (3, ["The external ID is missing."], False),
        (4, ["This is the same person as in line 2."], False),
        (5, ["The name of a group can have at most 60 characters."], False),
        (6, [], False),
    ]
    with pytest.raises(groups.GroupsNotImported):
        groups.keep(sheet, user)
    assert kept() == set()


def test_an_unknown_person_is_left_out_and_the_others_are_kept() -> None:
    assert groups.keep(read("external ID,sex\nHR-1,female\nHR-9,male\n"), people()) == 1
    assert kept() == {("HR-1", "sex", "female")}


def test_a_dimension_is_deleted_for_everybody() -> None:
    user = people()
    groups.keep(read(SHEET), user)
    assert groups.discard("sex", user) == 2
    assert kept() == {("HR-1", "age", "over 40")}


def test_the_audit_trail_has_who_and_whose_but_no_group() -> None:
    user = people()
    groups.keep(read(SHEET), user)
    groups.discard("age", user)
    entries = AuditEntry.objects.filter(action__in=[groups.IMPORT, groups.DISCARD]).order_by("number")
    assert [(one.action, one.user_id, one.object_type, one.details) for one in entries] == [
        *[(groups.IMPORT, user.pk, "candidate", {})] * 2,
        (groups.DISCARD, user.pk, "candidate", {}),
    ]
    assert audit.verify().fault == ""


def test_groups_go_with_the_person_and_are_part_of_what_the_person_gets() -> None:
    with composed():
        for forget in (
            lambda who, each: forget_candidate(who, audit.COMMAND),
            lambda who, each: forget_interviews([each], audit.COMMAND),
        ):
            candidate = person()
            interview = told(candidate)
            CandidateGroup.objects.create(candidate=candidate, dimension="sex", value="female")
            exported = json.loads(as_json(candidate))["kept"]["groups of candidates"]
            assert [(row["dimension"], row["value"]) for row in exported] == [("sex", "female")]
            forget(candidate, interview)
            assert not CandidateGroup.objects.exists()
