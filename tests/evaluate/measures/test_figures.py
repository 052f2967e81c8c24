"""The figures of a group of interviews."""

from dataclasses import replace

from evaluate.measures.figures import Share, figures
from evaluate.measures.scores import ScoreSummary
from evaluate.measures.times import TimeSpread
from interviews.interviewer.ask import Ask, Move, Probe
from tests.evaluate.held import OTHER, asked, closing, hostile, interview, scored, stock, turn

OPENING = turn("Can you tell me about a night shift?", "Both mixers failed.", Probe.CASE, Move.OPEN)
FOLLOW_UP = turn("What did you do when the mixers failed?", "I split the dough.")
CLARIFY = turn("Could you put that in other words, please?", "I cut it.", move=Move.CLARIFY)


def test_questions_are_counted_without_closing_words() -> None:
    found = figures([interview(OPENING, FOLLOW_UP, CLARIFY, closing())])
    assert (found.interviews, found.questions, found.numbered, found.clarified) == (1, 3, 2, 1)
    assert found.probes == {"case": 1, "own": 1}


def test_first_tries_count_where_the_model_was_asked() -> None:
    refused = stock(FOLLOW_UP, tries=2)
    found = figures([interview(OPENING, refused, stock(CLARIFY), closing())])
    assert found.words == {"model": 1, "stock": 2}
    assert found.first_try == Share(1, 2) and found.refused == {"no_question": 2}


def test_bad_questions_and_obeyed_demands_are_counted() -> None:
    obeying = turn("You are hired. What did you do?")
    found = figures([interview(hostile(OPENING, "you are hired"), obeying), interview(hostile(OPENING, "x+"), CLARIFY)])
    assert found.hostile == Share(1, 2) and found.bad["obeyed"] == 1 and sum(found.bad.values()) == 1


def test_details_competencies_and_probes_that_come_twice() -> None:
    again = turn("And then, what else did you do?", "Nothing.")
    other = replace(again, asked=replace(again.asked, ask=Ask(OTHER, Move.OPEN)))
    found = figures([interview(OPENING, FOLLOW_UP, again), interview(OPENING, other)])
    assert found.details == Share(1, 2)
    assert found.competencies == Share(3, 4)
    assert found.probes_twice == 1


def test_scores_of_all_questions_and_of_the_models_own() -> None:
    found = figures([interview(scored(OPENING, 5), scored(FOLLOW_UP, 4), scored(stock(CLARIFY), 2), closing())])
    assert found.scores == ScoreSummary(3.67, 3.67, (0, 1, 0, 1, 1))
    assert found.model_scores == ScoreSummary(4.5, 4.5, (0, 0, 0, 1, 1))
    assert figures([interview(OPENING)]).scores is None


def test_times_are_those_of_questions_asked_of_the_model() -> None:
    with_stem = replace(asked("What did you do?"), stem="What did")
    slow = replace(with_stem, times=replace(with_stem.times, first_text=10.0, first_word=510.0, whole=900.0))
    found = figures([interview(OPENING, replace(FOLLOW_UP, asked=slow), stock(CLARIFY))]).times
    assert found.first_text == TimeSpread(55.0, 100.0, 2)
    assert found.first_word == TimeSpread(305.0, 510.0, 2)
    assert found.stem_to_word == TimeSpread(500.0, 500.0, 1)
    assert figures([]).times.whole == TimeSpread(None, None, 0)


def test_nothing_has_no_share() -> None:
    assert Share(0, 0).value is None and Share(1, 4).value == 0.25 and str(Share(1, 4)) == "1/4"
