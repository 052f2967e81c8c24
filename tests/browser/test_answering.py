"""How the room takes answers, types questions and announces them. The test plays the server."""

from playwright.sync_api import expect

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
    expect(size).to_have_text("You have used 91% of the space for this answer.")
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
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)  # no animation frame runs from here on
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
