"""How the room shows events, whatever their order. The test plays the server."""

import re

import pytest
from playwright.sync_api import expect

from .played import Play, Played, question


def test_the_shown_text_is_what_the_end_of_the_question_says(played: Played) -> None:
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="What did you ")
    expect(question(played)).to_have_text("What did you ")
    played.send("token", text="bulid?")
    played.send("question.done", text="What did you build?", sentences=1, timings={})
    played.someone.wait_for_question(1)
    assert played.someone.shown_question(1) == "What did you build?"


def test_a_further_attempt_begins_with_nothing(played: Played) -> None:
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half a")
    expect(question(played)).to_have_text("Half a")
    played.send("question.started", kind="open", topic="Python", attempt=2)
    played.send("token", text="A whole one?")
    expect(question(played)).to_have_text("A whole one?")


def test_what_was_seen_is_not_shown_again(played: Played) -> None:
    large = 2**53  # JavaScript's Number cannot hold the next one
    played.send("question.started", kind="open", topic="Python", attempt=1, id=f"{large}-9")
    played.send("token", text="one ", id=f"{large}-10")
    played.send("token", text="one ", id=f"{large}-10")
    played.send("token", text="one ", id=f"{large}-9")
    played.send("token", text="old ", id=f"{large - 1}-99")
    played.send("token", text="odd ", id="not a position")
    played.send("token", text="two", id=f"{large + 1}-1")
    expect(question(played)).to_have_text("one two")


def test_unknown_events_and_fields_are_passed_over(played: Played) -> None:
    played.send("question.started", kind="open", topic="Python", attempt=1, mood="good")
    for kind in ("audio", "constructor", "__proto__"):
        played.send(kind, text="noise")
    played.send("token", text="Still here?", colour="red")
    expect(question(played)).to_have_text("Still here?")


def test_a_failed_question_says_why_and_is_asked_again(played: Played) -> None:
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half a")
    played.send("question.failed", code="timeout", message="It took too long.", retryable=True)
    failure = played.someone.turn(1).locator("[data-failure]")
    expect(failure).to_contain_text("It took too long.")
    expect(question(played)).to_be_empty()
    played.someone.turn(1).locator("[data-retry]").click()
    expect(failure).to_be_hidden()
    assert played.posts[-1] == ("retry", {"turn": 1})
    played.ask("Once more?")
    played.someone.wait_for_question(1)
    assert played.someone.shown_question(1) == "Once more?"


def test_a_question_that_cannot_be_retried_offers_no_retry(played: Played) -> None:
    played.send("question.failed", code="internal", message="No.", retryable=False)
    expect(played.someone.turn(1).locator("[data-failure]")).to_be_visible()
    expect(played.someone.turn(1).locator("[data-retry]")).to_be_hidden()


def test_a_question_that_takes_long_is_stopped_and_the_keyboard_goes_on_from_there(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half a")
    stop = played.someone.turn(1).locator("[data-stop]")
    expect(stop).to_be_hidden()
    played.page.clock.run_for(10_100)
    stop.focus()
    played.page.keyboard.press("Enter")
    played.send("question.failed", code="cancelled", message="You stopped it.", retryable=True, by="candidate")
    expect(stop).to_be_hidden()
    assert played.posts[-1] == ("cancel", {"turn": 1})
    expect(played.someone.turn(1).locator("[data-retry]")).to_be_focused()
    expect(played.someone.turn(1).locator("[data-failure]")).not_to_have_class(ERROR)
    played.send("question.failed", code="timeout", message="It took too long.", retryable=True)
    expect(played.someone.turn(1).locator("[data-failure]")).to_have_class(ERROR)
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.someone.answer("Yes.")
    played.send("question.started", 2, kind="close", topic="", attempt=1)
    played.page.clock.run_for(20_100)
    expect(played.someone.turn(2).locator("[data-note]")).to_contain_text("This is taking longer than usual.")
    expect(played.someone.turn(2).locator("[data-stop]")).to_be_hidden()


ERROR = re.compile(r"\bnotice--error\b")


def test_a_reset_builds_the_page_anew_and_keeps_what_is_being_written(played: Played) -> None:
    played.ask("Lost?")
    played.someone.wait_for_question(1)
    played.someone.answer_box.fill("Half a thought")
    turn = {"kind": "open", "topic": "Python"}
    turns = [
        {**turn, "turn": 1, "status": "answered", "question": "First?", "answer": "Yes."},
        {**turn, "turn": 2, "status": "asked", "question": "Second?", "answer": ""},
    ]
    played.page.evaluate("event => play.send([event])", {"type": "reset", "turns": turns})
    expect(played.page.locator(".turn")).to_have_count(2)
    assert [played.someone.shown_question(number) for number in (1, 2)] == ["First?", "Second?"]
    expect(played.someone.turn(1).locator("[data-answer-text]")).to_have_text("Yes.")
    expect(played.someone.answer_box).to_have_value("")
    played.page.evaluate("event => play.send([event])", {"type": "reset", "turns": [{**turns[1], "turn": 1}]})
    expect(played.someone.answer_box).to_have_value("Half a thought")
    played.send("question.started", 2, kind="open", topic="Python", attempt=1, id="1-1")
    expect(played.someone.turn(2)).to_have_attribute("data-status", "running")


@pytest.mark.parametrize("first", ["words", "state"])
def test_the_end_shows_once_the_closing_words_stand(played: Played, first: str) -> None:
    turns = [
        {"turn": n, "kind": "open", "topic": "", "status": "answered", "question": "?", "answer": "!"}
        for n in range(1, 5)
    ]
    played.page.evaluate("event => play.send([event])", {"type": "reset", "turns": turns})
    expect(played.page.locator(".turn")).to_have_count(4)
    if first == "state":
        played.state("finished")
        expect(played.someone.panel("finished")).to_be_hidden()
    played.ask("Thank you.", 5, "close")
    if first == "words":
        expect(played.someone.turn(5)).to_have_attribute("data-status", "closed")
        played.state("finished")
    played.someone.wait_for_end()
    expect(played.page.locator("[data-progress-label]")).to_have_text("Interview complete")
    assert played.page.evaluate("sources.map((source) => source.readyState)") == [2]


@pytest.mark.parametrize("status", ["cancelled", "expired"])
def test_an_interview_that_ends_otherwise_says_so(played: Played, status: str) -> None:
    played.ask("Anything?")
    played.someone.wait_for_question(1)
    played.state(status)
    expect(played.someone.panel(status)).to_be_visible()
    expect(played.someone.answer_box).to_be_hidden()


@pytest.mark.parametrize("failed", [False, True])
def test_an_interview_that_ends_in_the_middle_leaves_nothing_to_press(played: Played, failed: bool) -> None:
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half a")
    if failed:
        played.send("question.failed", code="timeout", message="It took too long.", retryable=True)
    played.state("cancelled")
    expect(played.someone.panel("cancelled")).to_be_visible()
    expect(played.page.locator("main").get_by_role("button")).to_have_count(0)
    assert played.page.evaluate("sources.map((source) => source.readyState)") == [2]


def test_a_pause_takes_no_answer_and_ends_by_itself(played: Played) -> None:
    played.ask("Anything?")
    played.someone.wait_for_question(1)
    played.someone.answer_box.fill("Wait")
    played.state("paused")
    expect(played.someone.panel("paused")).to_be_visible()
    expect(played.someone.answer_box).to_be_hidden()
    played.state("running")
    expect(played.someone.panel("paused")).to_be_hidden()
    expect(played.someone.answer_box).to_have_value("Wait")


def test_waiting_is_told_more_helpfully_the_longer_it_takes(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    note = played.someone.turn(1).locator("[data-note]")
    expect(note).to_be_hidden()
    played.page.clock.run_for(1100)
    expect(note).to_have_text("The interviewer is thinking…")
    played.page.clock.run_for(9000)
    expect(note).to_contain_text("This is taking longer than usual.")
    played.send("question.started", kind="open", topic="Python", attempt=1)
    expect(note).to_be_visible()
    played.send("token", text="So?")
    expect(note).to_be_hidden()


def test_progress_counts_the_questions(played: Played) -> None:
    label, bar = played.page.locator("[data-progress-label]"), played.page.get_by_role("progressbar")
    expect(label).to_have_text("Question 1 of 4")
    played.ask("One?")
    played.someone.wait_for_question(1)
    assert bar.evaluate("bar => [bar.value, bar.max]") == [0, 4]
    played.someone.answer("Yes.")
    expect(played.someone.turn(2).locator("[data-label]")).to_have_text("Coming up")
    played.ask("What do you mean?", 2, "clarify")
    played.someone.wait_for_question(2)
    expect(played.someone.turn(2).locator("[data-label]")).to_have_text("Question 1, in other words")
    expect(label).to_have_text("Question 1 of 4")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [0, 4]
    played.someone.answer("That I did it.")
    played.ask("Two?", 3, "follow_up")
    played.someone.wait_for_question(3)
    expect(played.someone.turn(3).locator("[data-label]")).to_have_text("Question 2")
    expect(label).to_have_text("Question 2 of 4")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [1, 4]
    played.someone.answer("Yes.")
    played.ask("Bye.", 4, "close")
    expect(label).to_have_text("2 of 4 questions were asked")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [2, 4]
