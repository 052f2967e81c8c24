"""Impact ratios of what was decided and rated, the course of ratings, and what an auditor gets."""

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from interviews import demo
from interviews.models import CandidateGroup
from interviews.monitoring import auditor
from interviews.monitoring.auditor import AuditorsCopy, as_csv, as_json
from interviews.monitoring.outcomes_by_group import outcomes_by_group
from interviews.monitoring.rating_courses import rating_courses
from tests.interviews.assessing.scenes import allowed
from tests.interviews.evaluation.cards import rater, submitted
from tests.interviews.scenes import finished

from .decided import decide, decided

pytestmark = pytest.mark.django_db


def counts(found: Any) -> list[tuple[str, int, int]]:
    return [(impact.group.name, impact.group.people, impact.group.selected) for impact in found]


def some_decided() -> None:
    """Decide about ten people: of five women two go on, of five men four; one man withdrew, of one nothing is known."""
    for at in range(5):
        decided("advance" if at < 2 else "reject", 5 if at == 0 else 2, 2, groups={"sex": "female", "age": "over 40"})
        decided("advance" if at < 4 else "reject", 4, 4, groups={"sex": "male"})
    decided("withdrawn", 1, 1, groups={"sex": "male"})
    decided("hold", 1, 1, groups={"sex": "male"})
    decided("reject", 1, 1)


def test_rates_count_who_goes_on_and_whose_mean_is_high() -> None:
    some_decided()
    sex = next(one for one in outcomes_by_group() if one.dimension == "sex")
    assert counts(sex.decisions) == [("female", 5, 2), ("male", 5, 4)]
    assert [impact.ratio for impact in sex.decisions] == [0.5, 1]
    assert counts(sex.ratings) == [("female", 5, 0), ("male", 5, 5)]  # the median of the ten means is 3.75
    assert (sex.unknown, sex.hidden) == (1, 0)


def test_a_mean_can_be_the_threshold() -> None:
    some_decided()
    sex = next(one for one in outcomes_by_group(threshold="3.5") if one.dimension == "sex")
    assert counts(sex.ratings) == [("female", 5, 1), ("male", 5, 5)]


def test_two_dimensions_are_also_looked_at_together() -> None:
    some_decided()
    found = {one.dimension: one for one in outcomes_by_group()}
    assert set(found) == {"age", "sex", "age · sex"}
    assert counts(found["age · sex"].decisions) == [("over 40 · female", 5, 2)]


def test_a_group_of_fewer_than_five_is_not_shown_but_counted() -> None:
    decided("advance", 3, 3, groups={"sex": "female"})
    [sex] = outcomes_by_group()
    assert (sex.decisions, sex.ratings, sex.hidden, sex.is_empty) == ([], [], 1, True)


def test_what_is_not_decided_is_told_to_nobody() -> None:
    interview = finished()
    submitted(interview, rater("ada"), 5, 5)
    CandidateGroup.objects.create(candidate=interview.candidate, dimension="sex", value="female")
    assert outcomes_by_group()[0].is_empty
    assert (rating_courses().people, AuditorsCopy.of().interviews) == ([], [])
    decide(interview, "hold")
    assert (rating_courses().people, AuditorsCopy.of().interviews) == ([], [])


def test_one_position_can_be_looked_at_alone() -> None:
    decided("advance", 5, 5)
    assert rating_courses(demo.position("en")).people
    assert not rating_courses(demo.position("ko")).people


def test_courses_are_of_all_raters_together_and_of_each_model() -> None:
    interview = decided("advance", 5, 3)
    bob = decided("advance", 1, 1, by=rater("bob"))
    bob.assessments.create(
        round=1, order=1, competency="x", number=1, seed=1, state="done", rating=4, rubric_version="r",
        model="qwen.gguf", asked_by_name="bob", finished_at=interview.finished_at,
    )  # fmt: skip
    found = rating_courses()
    assert [(row.by, row.whole.mean) for row in found.people] == [("", 2.5)]
    assert found.raters == ([], 2), "with so few scores, nobody is named"
    assert [(row.by, row.whole.count) for row in found.models] == [("qwen.gguf", 1)]
    assert found.people[0].months[-1] is not None


def full_copy() -> AuditorsCopy:
    interview = decided("advance", 5, None, groups={"sex": "female"}, by=rater("ada-rater"))
    allowed(interview.position)
    interview.assessments.create(
        round=1, order=1, competency="Ownership", number=1, seed=77, state="done", rating=4, reason="Kim did it",
        rubric_version="r", model="qwen.gguf", model_sha256="a" * 64, prompt_sha256="b" * 64, asked_by_name="ada-rater",
        finished_at=interview.finished_at, quotes=[[1, 0, 5]],
    )  # fmt: skip
    return AuditorsCopy.of()


def test_an_auditor_gets_everything_by_pseudonym_and_no_name() -> None:
    copy = full_copy()
    text = json.dumps(as_json(copy))
    found = json.loads(text)
    [one] = found["interviews"]
    assert one["groups"] == {"sex": "female"}
    assert list(one["scorecards"][0]["scores"].values()) == [5, None]
    assert found["rubrics"].keys() == {one["scorecards"][0]["rubric_version"]}
    model = one["model_passes"][0]
    assert (model["model_sha256"], model["prompt_sha256"], model["seed"], model["rating"]) == (
        "a" * 64,
        "b" * 64,
        77,
        4,
    )
    assert (found["audit_trail"]["fault"], one["verdict"], one["decisions"][0]["verdict"]) == ("", "advance", "advance")
    for said in (text, as_csv(copy).decode()):
        for name in ("Kim", "ada-rater", "Mina Manager", "HR-", "PostgreSQL", "Because of what she said"):
            assert name not in said


def test_pseudonyms_are_the_same_each_time_and_differ_by_kind() -> None:
    assert auditor.pseudonym("rater", 1) == auditor.pseudonym("rater", 1)
    assert len({auditor.pseudonym(kind, key) for kind in ("rater", "candidate") for key in (1, 2)}) == 4


def test_the_table_has_a_line_for_each_rating_and_each_pass() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(full_copy()).decode("utf-8-sig"))))
    assert [(row["by"], row["score"], row["group: sex"]) for row in rows] == [
        ("person", "5", "female"), ("person", "", "female"), ("model", "4", "female"),
    ]  # fmt: skip
    assert {row["verdict"] for row in rows} == {"advance"}


def test_an_older_version_of_a_scorecard_is_marked() -> None:
    interview = finished()
    user = rater()
    submitted(interview, user, 1, 1)
    submitted(interview, user, 5, 5)
    decide(interview, "advance")
    [one] = as_json(AuditorsCopy.of())["interviews"]
    assert [card["is_current"] for card in one["scorecards"]] == [False, True]
    assert User.objects.filter(username="ada").exists()
