"""How the room takes answers, types questions and announces them. The test plays the server."""

import pytest
from playwright.sync_api import expect

from interviews.api import errors

from .played import Play, Played, question


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


def test_every_refusal_is_told_in_the_rooms_own_words(played: Played) -> None:
    played.someone.visitor.expect_complaint("status of 409")
    played.ask("One?")
    played.someone.wait_for_question(1)
    for code in [*errors.STATUS, "a_code_of_tomorrow"]:
        played.refusal, played.refusal_code = (409, "See the API documentation at /v1/docs."), code
        played.someone.answer("Yes.")
        alert = played.page.locator("#answer-form [role=alert]")
        expect(alert).not_to_be_empty()
        expect(alert).not_to_contain_text("/v1/docs")
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
    played.someone.answer_box.fill(" " + "가" * 3_499 + "\n")
    expect(size).to_be_hidden()
    played.someone.answer_box.fill(" " + "👍" * 3_812 + "\n")  # two UTF-16 units each
    expect(size).to_have_text("3,812 of 4,000 characters")
    decomposed = "\u1100\u1161"  # one syllable, as macOS writes it
    played.someone.answer(decomposed * 4_012)
    expect(size).to_have_text("4,012 of 4,000 characters. Please shorten your answer by 12.")
    alert = played.page.locator("#answer-form [role=alert]")
    expect(alert).to_contain_text("at most 4,000 characters. Please shorten yours by 12;")
    expect(played.someone.answer_box).to_have_value(decomposed * 4_012)
    assert [name for name, _ in played.posts] == ["start"]
    played.someone.answer(decomposed * 4_000)
    expect(played.someone.turn(1)).to_have_attribute("data-status", "answered")
    assert played.posts[-1] == ("answers", {"turn": 1, "text": "가" * 4_000})


def test_the_length_is_announced_in_pauses_and_rarely(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    announcer = played.page.locator("#announcer")
    for length in (3_600, 3_640, 3_650):
        played.someone.answer_box.fill("x" * length)
        played.page.clock.run_for(400)
    expect(announcer).not_to_contain_text("characters")
    played.page.clock.run_for(1000)
    expect(announcer.get_by_text("3,650 of 4,000 characters")).to_have_count(1)
    played.someone.answer_box.fill("x" * 3_660)
    played.page.clock.run_for(2000)
    expect(announcer.get_by_text("characters")).to_have_count(1)
    played.someone.answer_box.fill("x" * 4_001)
    played.page.clock.run_for(2000)
    expect(announcer).to_contain_text("Please shorten your answer by 1.")


def test_enter_while_a_syllable_is_composed_sends_nothing(played: Played) -> None:
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.someone.answer_box.fill("안녕하세요")
    for composing in ({"isComposing": True}, {"keyCode": 229}):
        key = {"key": "Enter", "ctrlKey": True, **composing}
        played.someone.answer_box.dispatch_event("keydown", key)
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
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)  # no animation frame runs from here on
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="All of it at once?")
    assert played.someone.shown_question(1) == "All of it at once?"
    caret = question(played).evaluate("node => getComputedStyle(node, '::after').display")
    assert caret == "none"


@pytest.fixture
def typed(play: Play) -> Played:
    """Return a room whose first question has begun, with a stopped clock."""
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)
    played.send("question.started", kind="open", topic="Python", attempt=1)
    return played


def test_text_is_typed_and_never_late(typed: Played) -> None:
    text = "가나다라마바사아자차" * 100
    typed.send("token", text=text)
    typed.page.clock.run_for(40)
    early = typed.someone.shown_question(1)
    assert 0 < len(early) < len(text)
    assert text.startswith(early)
    typed.page.clock.run_for(980)
    assert typed.someone.shown_question(1) == text


STEM = "What exactly did you do yourself when you"


def test_a_questions_beginning_is_typed_and_not_there_in_a_blink(typed: Played) -> None:
    typed.send("token", text=STEM)
    typed.page.clock.run_for(250)
    assert 5 < len(typed.someone.shown_question(1)) < 25
    typed.page.clock.run_for(500)
    assert typed.someone.shown_question(1) == STEM
    typed.page.clock.run_for(1000)
    typed.send("token", text=" moved")
    typed.page.clock.run_for(140)
    assert typed.someone.shown_question(1) == f"{STEM} moved"


def test_a_further_attempt_keeps_the_beginning_that_shows_already(typed: Played) -> None:
    typed.send("token", text=STEM)
    typed.page.clock.run_for(1000)
    typed.send("token", text=" you you")
    typed.page.clock.run_for(1000)
    typed.page.evaluate(RECORD_TEXTS)
    typed.send("question.started", kind="open", topic="Python", attempt=2)
    typed.send("token", text=STEM)
    typed.page.clock.run_for(100)
    typed.send("token", text=" moved the queue?")
    typed.page.clock.run_for(1000)
    assert typed.someone.shown_question(1) == f"{STEM} moved the queue?"
    texts = typed.page.evaluate("texts")
    assert texts[0] == STEM
    assert all(text.startswith(STEM) for text in texts)


def test_void_words_do_not_wait_long_for_a_further_attempt(typed: Played) -> None:
    typed.send("token", text="Half a")
    typed.page.clock.run_for(1000)
    typed.send("question.started", kind="open", topic="Python", attempt=2)
    typed.page.clock.run_for(100)
    assert typed.someone.shown_question(1) == "Half a"
    typed.page.clock.run_for(150)
    assert typed.someone.shown_question(1) == ""


# Collects each text that the question has from now on.
RECORD_TEXTS = """
{
  const question = document.querySelector("[data-question]")
  window.texts = []
  const observer = new MutationObserver(() => texts.push(question.textContent))
  observer.observe(question, { characterData: true, childList: true, subtree: true })
}
"""


# Chromium takes half a minute to insert so many lines as if they were typed; with this, it takes as long as pasting.
PASTE = """
(box, text) => {
  box.setRangeText(text, 0, box.value.length, "end")
  box.dispatchEvent(new Event("input", { bubbles: true }))
}
"""


def test_an_answer_of_64_kilobytes_stays_whole_and_says_by_how_much_to_shorten_it(played: Played) -> None:
    played.ask("One?")
    played.someone.wait_for_question(1)
    pasted = "가나다 라마\n" * 4096  # 65,536 bytes in UTF-8
    played.someone.answer_box.evaluate(PASTE, pasted)
    played.page.locator("[data-send]").click()
    error = played.page.locator("#answer-form [data-error]")
    expect(error).to_contain_text("An answer can have at most 4,000 characters. Please shorten yours by 24,671")
    expect(played.someone.answer_box).to_have_value(pasted)
    assert played.someone.visitor.overflow <= 0
    assert [name for name, _ in played.posts] == ["start"]
    played.someone.answer(pasted[:4000])
    expect(played.someone.turn(1)).to_have_attribute("data-status", "answered")
