"""Skipping a question, and having it put in other words. Runs on SQLite here and on PostgreSQL through
test_postgresql.py."""

from typing import Any

import pytest

from interviews import conversation, services
from interviews.interviewer.ask import Ask, Button, Cue, Exchange, Move, Probe
from interviews.models import Interview, Turn
from interviews.record import snapshot
from interviews.services import Rejected

from .scenes import SAID, ask_next, asked, claim, finished, started, turn_of

pytestmark = pytest.mark.django_db


def rejected(code: str) -> Any:
    return pytest.raises(Rejected, match=f"^{code}$")


def states(interview: Interview) -> list[tuple[str, str, str]]:
    return [(turn.kind, turn.topic, turn.status) for turn in interview.turns.order_by("number")]


def test_a_skipped_question_stays_on_record_and_the_next_topic_opens() -> None:
    interview = asked()
    assert services.skip(interview, 1) == 2
    first, second = interview.turns.order_by("number")
    assert (first.status, first.question, first.answer) == ("skipped", "Why?", "")
    assert first.answered_at is not None
    assert second.ask == Ask(interview.position.topics[1], Move.OPEN)


def test_a_rephrased_question_is_asked_again_and_counts_as_none() -> None:
    interview = asked()
    assert services.rephrase(interview, 1) == 2
    assert turn_of(interview, 2).ask == Ask("Python", Move.CLARIFY, Probe.CASE, Cue.REPHRASE)
    ask_next("In other words: why?")
    services.answer(interview, 2, SAID)
    assert turn_of(interview, 3).kind == Turn.Kind.FOLLOW_UP
    numbered = [turn for turn in interview.turns.all() if turn.ask.is_numbered]
    assert len(numbered) == 2


def test_the_interviewer_knows_which_button_was_pressed() -> None:
    interview = asked()
    services.rephrase(interview, 1)
    ask_next("In other words: why?")
    services.skip(interview, 2)
    opening, clarified = conversation.history(interview)
    assert opening == Exchange(Ask("Python", Move.OPEN), "Why?", "", Button.REPHRASE)
    assert (clarified.question, clarified.button) == ("In other words: why?", Button.SKIP)


@pytest.mark.parametrize("press", [services.skip, services.rephrase])
def test_the_same_request_again_gets_the_same_reply_and_changes_nothing(press: Any) -> None:
    interview = asked()
    assert press(interview, 1) == press(interview, 1) == 2
    ask_next()
    services.answer(interview, 2, SAID)
    assert press(interview, 1) == 2
    assert interview.turns.count() == 3


@pytest.mark.parametrize("first", [services.skip, services.rephrase, None])
@pytest.mark.parametrize("then", [services.skip, services.rephrase, None])
def test_only_the_first_of_several_replies_counts(first: Any, then: Any) -> None:
    def reply(press: Any) -> int:
        return press(interview, 1) if press else services.answer(interview, 1, SAID)

    interview = asked()
    reply(first)
    before = states(interview)
    if first is not then:
        with rejected({services.skip: "skipped", services.rephrase: "rephrased", None: "answered"}[first]):
            reply(then)
    assert states(interview) == before


def test_a_question_is_put_in_other_words_at_most_twice() -> None:
    interview = asked()
    for number in (1, 2):
        services.rephrase(interview, number)
        ask_next(f"In other words, {number}?")
    with rejected("rephrased"):
        services.rephrase(interview, 3)
    assert (turn_of(interview, 3).status, interview.turns.count()) == ("asked", 3)
    assert services.answer(interview, 3, SAID) == 4


@pytest.mark.parametrize("press", [services.skip, services.rephrase])
def test_a_question_that_is_not_asked_yet_has_no_buttons(press: Any) -> None:
    interview = started()
    with rejected("wrong_turn"):
        press(interview, 1)
    claim()
    for number in (1, 2):
        with rejected("wrong_turn"):
            press(interview, number)
    assert interview.turns.count() == 1


@pytest.mark.parametrize("press", [services.skip, services.rephrase])
def test_the_closing_words_have_no_buttons(press: Any) -> None:
    interview = finished()
    with rejected("wrong_turn"):
        press(interview, interview.turns.count())


def test_an_interview_whose_questions_are_all_skipped_comes_to_its_end() -> None:
    interview = asked()
    for number in range(1, 20):
        services.skip(interview, number)
        if ask_next("Thank you.").kind == Turn.Kind.CLOSE:
            break
    interview.refresh_from_db()
    assert interview.status == Interview.Status.FINISHED
    assert {topic for kind, topic, _ in states(interview) if kind == "open"} == set(interview.position.topics)


def test_a_snapshot_and_a_reset_tell_what_became_of_each_question() -> None:
    interview = asked()
    services.rephrase(interview, 1)
    ask_next("In other words: why?")
    services.skip(interview, 2)
    expected = [(1, "open", "rephrased", ""), (2, "clarify", "skipped", "")]
    turns = snapshot.snapshot(interview)["turns"]
    assert [(turn["turn"], turn["kind"], turn["status"], turn["answer"]) for turn in turns[:2]] == expected
    assert [turn["turn"] for turn in snapshot.finished_turns(interview)] == [1, 2]
