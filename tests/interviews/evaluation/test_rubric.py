"""The rubric: what it keeps, and when two are the same."""

import pytest

from interviews.evaluation.rubric import Rubric, RubricCompetency

BAKING = Rubric((RubricCompetency("Bread", {1: "Burns it.", 3: "", 5: "Bakes for a town."}), RubricCompetency("Cake")))


def test_an_empty_anchor_is_none() -> None:
    assert BAKING.competencies[0].anchors == {1: "Burns it.", 5: "Bakes for a town."}
    assert BAKING.is_anchored
    assert not Rubric((RubricCompetency("Bread"),)).is_anchored


def test_only_1_3_and_5_have_anchors() -> None:
    with pytest.raises(ValueError, match=r"anchors of \[2\]"):
        RubricCompetency("Bread", {2: "So so."})


def test_a_rubric_survives_json() -> None:
    again = Rubric.from_json(BAKING.to_json())
    assert again == BAKING
    assert again.version == BAKING.version


@pytest.mark.parametrize(
    "other",
    [
        Rubric(BAKING.competencies[::-1]),
        Rubric(BAKING.competencies[:1]),
        Rubric((RubricCompetency("Bread", {1: "Burns it.", 5: "Bakes for a city."}), RubricCompetency("Cake"))),
        Rubric((RubricCompetency("Bread", {1: "Burns it.", 3: "Bakes for a town."}), RubricCompetency("Cake"))),
    ],
)
def test_another_content_is_another_version(other: Rubric) -> None:
    assert other.version != BAKING.version
    assert len(other.version) == 16


def test_a_rubric_takes_anchors_over_by_name() -> None:
    names = Rubric((RubricCompetency("Cake"), RubricCompetency("Beer"), RubricCompetency("Bread")))
    assert names.anchored_by(BAKING).competencies == (
        RubricCompetency("Cake"),
        RubricCompetency("Beer"),
        BAKING.competencies[0],
    )
