"""What the room does with what it is told, whatever the order: the server is played by the test."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from ops.stack import Stack

from .candidate import Candidate
from .played import EPOCH, Played
from .visitor import Visitor

Play = Callable[..., Played]


@pytest.fixture(scope="module")
def invitation(stack: Stack) -> dict[str, Any]:
    """One interview for all: it stays as it is, for nothing that a played room sends reaches the server."""
    return stack.invite("en")


@pytest.fixture
def play(visit: Callable[..., Visitor], invitation: dict[str, Any]) -> Play:
    def play(transport: str = "sse", **options: Any) -> Played:
        return Played(Candidate(visit(**options), invitation, "en", transport))

    return play


@pytest.fixture
def played(play: Play) -> Played:
    """A room whose first question is in line."""
    played = play()
    played.open()
    return played


def question(played: Played, turn: int = 1) -> Locator:
    return played.someone.turn(turn).locator("[data-question]")


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
    large = 2**53  # the next one is no Number of JavaScript
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


def test_a_question_is_stopped_and_the_keyboard_goes_on_from_there(played: Played) -> None:
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half a")
    stop = played.someone.turn(1).locator("[data-stop]")
    stop.focus()
    played.page.keyboard.press("Enter")
    played.send("question.failed", code="cancelled", message="You stopped it.", retryable=True, by="candidate")
    expect(stop).to_be_hidden()
    assert played.posts[-1] == ("cancel", {"turn": 1})
    expect(played.someone.turn(1).locator("[data-retry]")).to_be_focused()


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
    expect(played.page.locator("[data-progress-label]")).to_have_text("All questions answered")
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
    played.someone.answer("Yes.")
    expect(label).to_have_text("Question 2 of 4")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [1, 4]
    played.ask("Bye.", 5, "close")
    expect(label).to_have_text("Closing words")


def test_answers_are_sent_once_however_often_one_presses(played: Played) -> None:
    played.ask("One?")
    played.someone.wait_for_question(1)
    held = played.hold()
    played.someone.answer("Yes.")
    button = played.page.locator("[data-send]")
    expect(button).to_have_text("Sending…")
    button.click(force=True)
    played.someone.answer_box.press("Control+Enter")
    assert [name for name, _ in played.posts if name == "answers"] == ["answers"]
    held[0].fulfill(status=202, json={"turn": 2})
    expect(played.someone.turn(1)).to_have_attribute("data-status", "answered")
    expect(played.someone.turn(2)).to_have_attribute("data-status", "queued")


def test_a_question_that_comes_before_the_answers_reply_is_kept(played: Played) -> None:
    played.ask("One?")
    played.someone.wait_for_question(1)
    held = played.hold()
    played.someone.answer("Yes.")
    expect(played.page.locator("[data-send]")).to_have_text("Sending…")
    played.ask("Two?", 2)
    expect(played.someone.turn(2)).to_have_attribute("data-status", "asked")
    held[0].fulfill(status=202, json={"turn": 2})
    expect(played.someone.turn(1).locator("[data-answer-text]")).to_have_text("Yes.")
    expect(played.page.locator("[data-send]")).to_have_text("Send answer")
    expect(played.someone.answer_box).to_have_value("")
    expect(played.someone.answer_box).to_be_focused()
    assert played.someone.shown_question(2) == "Two?"


def test_an_answer_whose_reply_was_lost_counts_as_sent(played: Played) -> None:
    played.someone.visitor.expect_complaint("ERR_")
    played.ask("One?")
    played.someone.wait_for_question(1)
    held = played.hold()
    fact = {"turn": 1, "kind": "open", "topic": "Python", "status": "answered", "question": "One?", "answer": "Yes."}
    played.snapshot = {"turns": [fact]}
    played.someone.answer("Yes.")
    expect(played.page.locator("[data-send]")).to_have_text("Sending…")
    held[0].abort("connectionreset")
    expect(played.someone.turn(1)).to_have_attribute("data-status", "answered")
    expect(played.someone.turn(2)).to_have_attribute("data-status", "queued")


def test_the_servers_sentence_is_shown_as_it_is(played: Played) -> None:
    played.someone.visitor.expect_complaint("status of 409")
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.refusal = (409, "This question is <b>closed</b>.")
    played.someone.answer("Yes.")
    expect(played.page.locator("#answer-form [role=alert]")).to_have_text("This question is <b>closed</b>.")
    expect(played.someone.answer_box).to_have_value("Yes.")


def test_an_empty_answer_is_not_sent(played: Played) -> None:
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.someone.answer(" \n ")
    expect(played.page.locator("#answer-form [role=alert]")).to_have_text("Please write an answer first.")
    assert [name for name, _ in played.posts] == ["start"]


def test_a_long_answer_is_measured_as_the_server_does(played: Played) -> None:
    played.ask("One?")
    played.someone.wait_for_question(1)
    size = played.page.locator("[data-size]")
    played.someone.answer_box.fill("가" * 10_000)  # three bytes each in UTF-8
    expect(size).to_be_hidden()
    played.someone.answer_box.fill("가" * 20_000)
    expect(size).to_have_text("91% of the space for this answer is used.")
    played.someone.answer("가" * 21_900)
    expect(played.page.locator("#answer-form [role=alert]")).to_contain_text("too long")
    assert [name for name, _ in played.posts] == ["start"]
    played.someone.answer("가" * 21_800)
    expect(played.someone.turn(1)).to_have_attribute("data-status", "answered")


def test_enter_while_a_syllable_is_composed_sends_nothing(played: Played) -> None:
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.someone.answer_box.fill("안녕하세요")
    played.someone.answer_box.dispatch_event("keydown", {"key": "Enter", "ctrlKey": True, "isComposing": True})
    assert [name for name, _ in played.posts] == ["start"]
    played.someone.answer_box.press("Meta+Enter")
    expect(played.someone.turn(1)).to_have_attribute("data-status", "answered")


def test_the_focus_is_not_taken_from_who_writes_elsewhere(played: Played) -> None:
    played.page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    played.page.locator("main > input").focus()
    played.ask("One?")
    played.someone.wait_for_question(1)
    expect(played.page.locator("main > input")).to_be_focused()


def test_screen_readers_hear_whole_questions_and_no_tokens(played: Played) -> None:
    announcer = played.page.locator("#announcer")
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="What did ")
    expect(question(played)).to_have_text("What did ")
    expect(announcer).not_to_contain_text("What")
    assert played.someone.turn(1).evaluate("node => node.closest('[aria-live]')") is None
    expect(played.someone.turn(1)).to_have_attribute("aria-busy", "true")
    played.send("question.done", text="What did you build?", sentences=1, timings={})
    expect(announcer).to_contain_text("What did you build?")
    expect(played.someone.turn(1)).to_have_attribute("aria-busy", "false")


def test_where_motion_is_unwelcome_text_is_there_at_once(play: Play) -> None:
    played = play(reduced_motion="reduce")
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)  # no frame comes from here on
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="All of it at once?")
    assert played.someone.shown_question(1) == "All of it at once?"
    caret = question(played).evaluate("node => getComputedStyle(node, '::after').display")
    assert caret == "none"


def test_text_is_typed_and_never_late(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)
    played.send("question.started", kind="open", topic="Python", attempt=1)
    text = "가나다라마바사아자차" * 100
    played.send("token", text=text)
    played.page.clock.run_for(40)
    early = played.someone.shown_question(1)
    assert 0 < len(early) < len(text)
    assert text.startswith(early)
    played.page.clock.run_for(230)
    assert played.someone.shown_question(1) == text


def test_a_stream_that_breaks_is_resumed_from_the_last_event(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half")
    positions = "sources.map((source) => source.position)"
    live = "sources.filter((source) => source.readyState !== 2).length"
    for longest_wait_ms in (1000, 2000, 4000):
        played.page.evaluate("play.hangUp()")
        assert played.page.evaluate(live) == 0
        played.page.clock.run_for(longest_wait_ms)
        assert played.page.evaluate(live) == 1
    expect(played.page.locator("#connection")).to_have_text("Connection lost. Reconnecting…")
    played.page.evaluate("play.accept()")
    expect(played.page.locator("#connection")).to_have_text("Connected again")
    resumed = played.page.evaluate(positions)
    assert resumed == [None, *[f"{EPOCH}-2"] * 3]
    played.send("token", text=" and half")
    expect(question(played)).to_have_text("Half and half")


def test_a_stream_that_is_refused_is_looked_into(play: Play) -> None:
    played = play()
    played.someone.visitor.expect_complaint("status of 404")
    played.open()
    played.refusal = (404, "There is nothing here for you.")
    played.page.evaluate("play.refuse()")
    expect(played.someone.panel("refused")).to_contain_text("There is nothing here for you.")
    expect(played.someone.panel("refused").get_by_role("link")).to_have_attribute("href", "/")


def test_a_stream_that_is_refused_because_all_is_over_leads_to_the_end(played: Played) -> None:
    turn = {"turn": 1, "topic": "", "answer": "", "status": "closed", "kind": "close", "question": "Goodbye."}
    played.snapshot = {"status": "finished", "turns": [turn], "last_event_id": "9-9"}
    played.page.evaluate("play.refuse()")
    played.someone.wait_for_end()
    assert played.someone.shown_question(1) == "Goodbye."
    assert played.page.evaluate("sources.length") == 1


def test_a_stream_that_went_silent_is_begun_anew(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.snapshot = {"last_event_id": "9-9"}
    played.page.clock.run_for(10_100)
    expect(played.page.locator("html")).to_have_attribute("data-sources", "2")
    assert played.page.evaluate("sources.map((source) => source.readyState)") == [2, 0]


@pytest.mark.parametrize(
    ("code", "too_early_ms", "due_ms"),
    [(4012, 0, 500), (4408, 3900, 4100), (4429, 3900, 4100), (1006, 400, 600), (4500, 400, 600)],
)
def test_a_closed_socket_comes_back_when_its_code_says(play: Play, code: int, too_early_ms: int, due_ms: int) -> None:
    played = play("ws")
    played.page.clock.install()
    played.page.add_init_script("Math.random = () => 0")
    played.page.reload()
    played.open()
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)
    played.page.evaluate("code => play.closeWith(code)", code)
    played.page.clock.run_for(too_early_ms)
    assert played.page.evaluate("sources.length") == 1 + (code == 4012)
    played.page.clock.run_for(due_ms - too_early_ms)
    assert played.page.evaluate("sources.length") == 2


@pytest.mark.parametrize("code", [4401, 4404])
def test_a_socket_that_is_turned_away_says_why_and_stays_closed(play: Play, code: int) -> None:
    played = play("ws")
    played.open()
    error = {"type": "error", "code": "unauthorized", "message": "Sign in first."}
    played.page.evaluate("([code, error]) => play.closeWith(code, error)", [code, error])
    expect(played.someone.panel("refused")).to_contain_text("Sign in first.")
    assert played.page.evaluate("sources.length") == 1


def test_a_socket_that_never_opened_is_looked_into(play: Play) -> None:
    played = play("ws")
    played.someone.visitor.expect_complaint("status of 401")
    played.refusal = (401, "Sign in first.")
    played.page.evaluate("play.closeWith(1006)")
    expect(played.someone.panel("refused")).to_contain_text("Sign in first.")
