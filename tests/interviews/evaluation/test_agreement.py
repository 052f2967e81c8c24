"""Agreement between raters, against published worked examples."""

from random import Random

import pytest

from interviews.evaluation.agreement import Coefficient, agreement_of, complete, intraclass, weighted_kappa
from interviews.evaluation.f_distribution import f_quantile

# Shrout and Fleiss 1979, table 2: six targets, four judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_icc_is_that_of_shrout_and_fleiss() -> None:
    single, whole = intraclass(SHROUT_FLEISS)
    assert (single.coefficient, single.raters, single.rated) == (Coefficient.ICC_SINGLE, 4, 6)
    assert single.value == pytest.approx(0.29, abs=0.005)
    assert whole.value == pytest.approx(0.62, abs=0.005)


def test_the_intervals_are_those_that_the_package_psych_prints_for_the_same_table() -> None:
    """https://www.rdocumentation.org/packages/psych, function ICC: ICC2 and ICC2k."""
    single, whole = intraclass(SHROUT_FLEISS)
    assert (single.low, single.high) == (pytest.approx(0.019, abs=5e-4), pytest.approx(0.76, abs=5e-3))
    assert (whole.low, whole.high) == (pytest.approx(0.071, abs=5e-4), pytest.approx(0.93, abs=5e-3))


@pytest.mark.parametrize(
    ("one", "other", "kappa"),
    [
        # scikit-learn's tests of cohen_kappa_score: two classes; and quadratic weights for three.
        ([1] * 40 + [2] * 60, [1] * 20 + [2] * 20 + [1] * 10 + [2] * 50, 0.348),
        ([1] * 46 + [2] * 44 + [3] * 10, [1] * 50 + [2] * 40 + [3] * 10, 0.9541),
    ],
)
def test_kappa_is_that_of_scikit_learn(one: list[int], other: list[int], kappa: float) -> None:
    table = list(zip(one, other, strict=True))
    assert weighted_kappa(table, (1, 2, 3) if 3 in one else (1, 2)).value == pytest.approx(kappa, abs=5e-4)


def test_the_interval_of_kappa_contains_the_truth_as_often_as_it_says() -> None:
    """Two raters who see the same quality with an error each, 300 samples of 60; the truth is from 60,000."""
    random = Random(7)

    def rated(count: int) -> list[tuple[int, int]]:
        seen = [random.gauss(3, 1) for _ in range(count)]
        blurred = [[min(5, max(1, round(each + random.gauss(0, 0.7)))) for _ in range(2)] for each in seen]
        return [(one, other) for one, other in blurred]

    truth = weighted_kappa(rated(60_000)).value
    assert truth is not None
    samples = [weighted_kappa(rated(60)) for _ in range(300)]
    hits = sum(each.low is not None and each.high is not None and each.low <= truth <= each.high for each in samples)
    assert 0.91 <= hits / len(samples) <= 0.98


@pytest.mark.parametrize(
    ("over", "under", "probability", "value"),
    [(5, 10, 0.95, 3.3258), (3, 7, 0.975, 5.8898), (1, 1, 0.95, 161.4476), (2, 120, 0.99, 4.7865)],
)
def test_quantiles_are_those_of_printed_tables(over: int, under: int, probability: float, value: float) -> None:
    assert f_quantile(probability, over, under) == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize("arguments", [(0, 1, 1), (1, 1, 1), (0.5, 0, 1), (0.5, 1, -1)])
def test_a_quantile_of_nothing_is_refused(arguments: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="probability"):
        f_quantile(*arguments)


def test_without_differences_between_what_was_rated_there_is_no_coefficient() -> None:
    for table in ([[3, 3]] * 4, [[3, 3, 3]] * 4):
        found = agreement_of(table)
        assert found and found.value is None and found.low is None


def test_raters_who_never_differ_agree_fully_but_no_interval_is_claimed() -> None:
    for table in ([[1, 1], [5, 5], [3, 3]], [[1, 1, 1], [5, 5, 5]]):
        found = agreement_of(table)
        assert found and found.value == pytest.approx(1)
        assert (found.low, found.high) == (None, None)


def test_raters_who_contradict_each_other_are_below_chance() -> None:
    found = weighted_kappa([(1, 5), (5, 1), (2, 4), (4, 2)])
    assert found.value == pytest.approx(-1)
    single, whole = intraclass([[1, 5, 3], [5, 1, 3]])
    assert single.value is not None and single.value < 0
    assert whole.value is None


@pytest.mark.parametrize("table", [[], [[1, 2]], [[1], [2], [3]]])
def test_one_rater_or_one_thing_is_no_ground_for_a_coefficient(table: list[list[int]]) -> None:
    assert agreement_of(table) is None


def test_few_rated_things_are_called_few() -> None:
    few, many = agreement_of([[1, 2], [3, 3], [5, 4]]), agreement_of([[1, 2], [3, 3], [5, 4]] * 4)
    assert few and few.is_small
    assert many and not many.is_small


def test_only_what_a_whole_group_rated_is_compared() -> None:
    scores = {
        "a": {"kim": 3, "lee": 4, "park": 5},
        "b": {"kim": 2, "lee": 2},
        "c": {"kim": 1, "lee": 1, "choi": 5},
        "d": {"lee": 3},
    }
    assert complete(scores) == (("kim", "lee"), [[3, 4], [2, 2], [1, 1]])
    assert complete({"a": {"kim": 3}, "b": {"lee": 3}}) == ((), [])
