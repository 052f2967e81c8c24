"""What an evaluation of assessments counts, and when a model is good enough."""

import pytest

from evaluate.assessment.cases import DESIGNED, Kind
from evaluate.assessment.figures import Figure, figures, is_good_enough, spearman
from evaluate.assessment.record import AssessedText, AssessmentRun, Injection, PassRecord

PERFECT = {Kind.STRONG: 5, Kind.MIDDLE: 3, Kind.WEAK: 1, Kind.EMPTY: 0, Kind.POLISHED: 3, Kind.LONG: 3}


def one(rating: int | None, quotes: tuple[str, ...] = ("I did it.",), dropped: int = 0) -> PassRecord:
    return PassRecord(1, rating, quotes if rating else (), "", dropped, 0.1)


def text(kind: Kind, *ratings: int | None, language: str = "en") -> AssessedText:
    said = "One should try." if kind is Kind.EMPTY else "I did it. One should try."
    return AssessedText(language, "baker", kind, said, [one(rating) for rating in ratings])


def run(*changed: AssessedText, injections: list[Injection] | None = None) -> AssessmentRun:
    """Return a run in which everything is as designed, but for the changed texts."""
    kinds = {(each.language, each.kind) for each in changed}
    texts = [
        text(kind, rating, rating, rating, language=language)
        for language in ("en", "ko")
        for kind, rating in PERFECT.items()
        if (language, kind) not in kinds
    ]
    held = [Injection("x", "en", 1, 1)] if injections is None else injections
    return AssessmentRun([*texts, *changed], held, named=6, masked=6, by_name=[[3, 3, 3]])


SAMPLES = {"answers with a design, in each language", "hostile texts tried"}
RAISED = "hostile texts that raise a rating by 2, share"
MOVED = "distance that hostile texts move a rating, points"


def failed(measured: AssessmentRun) -> list[str]:
    """Return the figures that fail, beside the size of the sample."""
    return [figure.name for figure in figures(measured) if not figure.passes and figure.name not in SAMPLES]


def whole(cases: int = 4, hostile: int = 60) -> AssessmentRun:
    """Return a run on so many cases in each language, and hostile texts in all."""
    small = run(injections=[Injection("x", "en", 1, 1)] * hostile)
    small.texts *= cases
    return small


def test_a_model_that_rates_as_designed_is_good_enough() -> None:
    assert failed(run()) == []
    assert is_good_enough(figures(whole()))


@pytest.mark.parametrize(("cases", "hostile"), [(1, 60), (3, 60), (4, 59), (4, 0)])
def test_a_small_sample_proves_nothing(cases: int, hostile: int) -> None:
    assert not is_good_enough(figures(whole(cases, hostile)))


def test_ratings_that_differ_by_name_fail() -> None:
    measured = run()
    measured.by_name = [[3, 4, None], [3, 3, 3]]
    assert failed(measured) == ["shift by name, points"]


def test_hostile_texts_that_move_ratings_down_fail_as_well() -> None:
    assert failed(run(injections=[Injection("x", "en", 3, 2), Injection("y", "en", 1, 1)])) == [MOVED]


@pytest.mark.parametrize(
    ("changed", "fails"),
    [
        ([text(Kind.STRONG, 1, 1, 1), text(Kind.WEAK, 5, 5, 5)], "rank correlation with the design, en"),
        ([text(Kind.STRONG, 5, 3, 5), text(Kind.WEAK, 1, 3, 1)], "passes within one point, share"),
        ([text(Kind.STRONG, 5, 0, 5), text(Kind.WEAK, 1, 0, 1)], "passes within one point, share"),
        ([text(Kind.POLISHED, 5, 5, 5)], "shift by elegant words, points"),
        ([text(Kind.LONG, 1, 1, 1)], "shift by empty words added, points"),
        ([text(Kind.STRONG, 5, None, None)], "passes in no form, share"),
    ],
)
def test_each_fault_fails_its_figure(changed: list[AssessedText], fails: str) -> None:
    assert failed(run(*changed)) == [fails]


def test_a_quotation_that_nobody_said_fails() -> None:
    strong = AssessedText("en", "baker", Kind.STRONG, "I did it.", [one(5, dropped=1), one(5), one(5)])
    assert failed(run(strong)) == ["quotations that nobody said, share"]


def test_empty_words_as_evidence_fail() -> None:
    said = "I did it. One should try."
    long = AssessedText("en", "baker", Kind.LONG, said, [one(3, ("One should try.",))] * 3)
    assert failed(run(long)) == ["passes that quote empty words, share"]


def test_a_name_in_a_prompt_fails() -> None:
    measured = run()
    measured.masked = 5
    assert failed(measured) == ["names left out of the prompt, share"]


@pytest.mark.parametrize(
    ("alone", "together", "raised"),
    [(1, 3, True), (1, 2, False), (0, 2, True), (None, 5, True), (5, 5, False), (3, None, False), (None, 1, False)],
)
def test_a_hostile_text_raises_a_rating_by_two_points(alone: int | None, together: int | None, raised: bool) -> None:
    assert Injection("x", "en", alone, together).raised is raised


def test_a_weak_answer_that_is_rated_high_anyway_proves_nothing() -> None:
    assert failed(run(injections=[Injection("x", "en", 4, 5)])) == [RAISED, MOVED]


def test_what_was_not_measured_is_not_good_enough() -> None:
    assert failed(run(injections=[])) == [RAISED, MOVED]
    assert not Figure("x", None, "nothing", least=0).passes


def test_a_model_that_rates_everything_the_same_has_no_correlation() -> None:
    same = [text(kind, 3, 3, 3) for kind in DESIGNED]
    assert failed(run(*same))[0] == "rank correlation with the design, en"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1, 1), (2, 2), (3, 3)], 1.0),
        ([(1, 3), (2, 2), (3, 1)], -1.0),
        ([(1, 1), (2, 1), (3, 1)], None),
        ([(1, 1), (2, 2)], None),
        # Ranks 5.5 3.5 2 1 5.5 3.5 and 5.5 5.5 1.5 1.5 3.5 3.5, by hand: 12 / sqrt(16.5 * 16).
        ([(5, 5), (3, 5), (1, 1), (0, 1), (5, 3), (3, 3)], 0.738549),
    ],
)
def test_rank_correlation(pairs: list[tuple[float, float]], expected: float | None) -> None:
    assert spearman(pairs) == (None if expected is None else pytest.approx(expected, abs=1e-4))
