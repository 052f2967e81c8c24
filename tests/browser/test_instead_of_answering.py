"""What a candidate can do instead of answering: skip the question, or have it put in other words."""

import pytest
from playwright.sync_api import expect

from .instead import SKIPPED, alert, button, label, sent, skip
from .played import Play, Played

BUTTONS = ("rephrase", "skip")


def test_a_question_is_skipped_by_a_second_press(asked: Played) -> None:
    button(asked, "skip").click()
    confirmation = asked.page.get_by_role("group", name="Skip this question? You cannot come back to it.")
    expect(confirmation).to_be_visible()
    expect(button(asked, "skip")).to_be_hidden()
    assert sent(asked) == []
    confirmation.get_by_role("button", name="Yes, skip it").click()
    turn = asked.someone.turn(1)
    expect(turn).to_have_attribute("data-status", "skipped")
    expect(turn.locator("[data-answer]")).to_contain_text("Skipped")
    expect(turn.locator("[data-unsent]")).to_be_hidden()
    assert sent(asked) == [("skip", {"turn": 1})]
    expect(asked.someone.turn(2)).to_have_attribute("data-status", "queued")
    expect(asked.someone.turn(2).locator(".turn__label")).to_be_focused()
    asked.ask("Two?", 2)
    asked.someone.wait_for_question(2)
    expect(button(asked, "skip")).to_be_visible()
    expect(confirmation).to_be_hidden()


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_who_changes_their_mind_skips_nothing(asked: Played, way: str) -> None:
    asked.someone.answer_box.fill("Half a thought")
    button(asked, "skip").focus()
    asked.page.keyboard.press("Enter")
    expect(button(asked, "skip-no")).to_be_focused()
    expect(button(asked, "skip-no")).to_have_accessible_description(
        "Skip this question? You cannot come back to it. What you have written is not sent."
    )
    if way == "button":
        asked.page.keyboard.press("Enter")
    else:
        asked.page.keyboard.press("Escape")
    expect(button(asked, "skip")).to_be_focused()
    expect(button(asked, "skip-yes")).to_be_hidden()
    expect(asked.someone.answer_box).to_have_value("Half a thought")
    assert sent(asked) == []


def test_what_was_written_for_a_skipped_question_can_be_copied(asked: Played) -> None:
    asked.someone.visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked.someone.answer_box.fill("Half a\nthought")
    skip(asked)
    for _ in ("now", "after a reload"):
        unsent = asked.someone.turn(1).locator("[data-unsent]")
        expect(unsent.locator("[data-unsent-text]")).to_have_text("Half a\nthought", use_inner_text=True)
        unsent.get_by_role("button", name="Copy").click()
        expect(unsent.get_by_role("status")).to_have_text("Copied")
        assert asked.page.evaluate("navigator.clipboard.readText()") == "Half a\nthought"
        asked.reopen([SKIPPED], "5-3")


def test_a_question_in_other_words_keeps_what_was_written(asked: Played) -> None:
    asked.someone.answer_box.fill("Half a thought")
    button(asked, "rephrase").click()
    turn = asked.someone.turn(1)
    expect(turn).to_have_attribute("data-status", "rephrased")
    expect(turn).to_contain_text("Asked again in other words")
    expect(turn.locator("[data-answer]")).to_be_hidden()
    expect(asked.someone.turn(2).locator(".turn__label")).to_be_focused()
    asked.ask("One, simply?", 2, "clarify")
    asked.someone.wait_for_question(2)
    expect(label(asked, 2)).to_have_text("Question 1, in other words")
    expect(asked.someone.answer_box).to_have_value("Half a thought")
    asked.someone.answer_box.press("End")
    asked.page.keyboard.type(", and the rest.")
    button(asked, "rephrase").click()
    asked.ask("One, very simply?", 3, "clarify")
    asked.someone.wait_for_question(3)
    expect(asked.someone.answer_box).to_have_value("Half a thought, and the rest.")
    asked.page.locator("[data-send]").click()
    expect(asked.someone.turn(3)).to_have_attribute("data-status", "answered")
    assert sent(asked) == [
        ("rephrase", {"turn": 1}),
        ("rephrase", {"turn": 2}),
        ("answers", {"turn": 3, "text": "Half a thought, and the rest."}),
    ]


def test_what_was_written_is_kept_where_storage_is_off(play: Play) -> None:
    played = play()
    played.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('off') }")
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.someone.answer_box.fill("Half a thought")
    button(played, "rephrase").click()
    played.ask("One, simply?", 2, "clarify")
    played.someone.wait_for_question(2)
    expect(played.someone.answer_box).to_have_value("Half a thought")
    skip(played)
    expect(played.someone.turn(2).locator("[data-unsent-text]")).to_have_text("Half a thought")


@pytest.mark.parametrize("name", BUTTONS)
def test_nothing_is_sent_twice_or_beside_it(asked: Played, name: str) -> None:
    held = asked.hold()
    asked.someone.answer_box.fill("Half a thought")
    if name == "skip":
        skip(asked)
        again = button(asked, "skip-yes")
    else:
        again = button(asked, "rephrase")
        again.click()
    expect(again).to_have_attribute("aria-disabled", "true")
    expect(asked.page.locator("[data-send]")).to_have_attribute("aria-disabled", "true")
    again.click(force=True)
    asked.someone.answer_box.press("Control+Enter")
    asked.page.locator("[data-send]").click(force=True)
    assert sent(asked) == [(name, {"turn": 1})]
    held[0].fulfill(status=202, json={"turn": 2})
    expect(asked.someone.turn(2)).to_have_attribute("data-status", "queued")
    assert sent(asked) == [(name, {"turn": 1})]


def test_while_an_answer_is_sent_both_wait(asked: Played) -> None:
    held = asked.hold()
    asked.someone.answer("Yes.")
    for name in BUTTONS:
        expect(button(asked, name)).to_have_attribute("aria-disabled", "true")
        button(asked, name).click(force=True)
    expect(button(asked, "skip-yes")).to_be_hidden()
    assert [name for name, _ in sent(asked)] == ["answers"]
    held[0].fulfill(status=202, json={"turn": 2})
    expect(asked.someone.turn(1)).to_have_attribute("data-status", "answered")


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (409, "rephrased", "We cannot put this question in other words again."),
        (409, "wrong_turn", "Please reload the page; what you have written is kept."),
        (429, "too_many", "Please wait a moment, then try again."),
        (401, "unauthorized", "Please open your invitation link again."),
        (503, "unavailable", "Something went wrong on our side."),
    ],
)
def test_a_refusal_is_told_in_the_rooms_own_words(asked: Played, status: int, code: str, told: str) -> None:
    asked.someone.visitor.expect_complaint(f"status of {status}")
    asked.someone.answer_box.fill("Half a thought")
    asked.refusal, asked.refusal_code = (status, "Sign in at /v1/docs."), code
    skip(asked)
    expect(alert(asked)).to_contain_text(told)
    expect(button(asked, "skip")).to_be_focused()
    asked.someone.answer_box.press("End")
    asked.page.keyboard.type(".")
    expect(alert(asked)).to_be_hidden()
    button(asked, "rephrase").click()
    expect(alert(asked)).to_contain_text(told)
    expect(asked.someone.answer_box).to_have_value("Half a thought.")
    expect(asked.page.locator("main")).not_to_contain_text("/v1/docs")
    asked.refusal = None
    asked.page.locator("[data-send]").click()
    expect(asked.someone.turn(1)).to_have_attribute("data-status", "answered")


def test_the_closing_words_offer_neither(asked: Played) -> None:
    asked.someone.answer("Yes.")
    asked.ask("Thank you.", 2, "close")
    expect(asked.someone.turn(2)).to_have_attribute("data-status", "closed")
    for name in BUTTONS:
        expect(button(asked, name)).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(360, 640), (320, 256)])
def test_on_a_small_window_the_box_stays_in_sight(play: Play, width: int, height: int) -> None:
    played = play(width=width, height=height, reduced_motion="reduce")
    played.open()
    played.ask("What exactly did you do yourself when you moved the queue?")
    played.someone.wait_for_question(1)
    assert played.someone.visitor.overflow == 0
    top, bottom = played.someone.answer_box.evaluate("box => [box.getBoundingClientRect().top, innerHeight]")
    assert 0 <= top < bottom - 40
    button(played, "skip").click()
    expect(button(played, "skip-no")).to_be_in_viewport(ratio=1)
    assert played.someone.visitor.overflow == 0
