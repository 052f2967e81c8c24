"""A question that was skipped or put in other words: after a reload, in another tab, and in the real product."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .candidate import Candidate
from .instead import CLARIFIED, OPEN, REPHRASED, SKIPPED, button, label, skip
from .played import Played


def test_a_reload_shows_what_was_done_instead_of_answering(asked: Played) -> None:
    asked.someone.answer_box.fill("Half a thought")
    asked.reopen([REPHRASED, CLARIFIED], "5-6")
    expect(asked.someone.turn(1)).to_contain_text("Asked again in other words")
    expect(label(asked, 2)).to_have_text("Question 1, in other words")
    expect(asked.someone.answer_box).to_have_value("Half a thought")
    last = {**OPEN, "turn": 3, "status": "asked", "question": "Two?"}
    asked.reopen([REPHRASED, {**CLARIFIED, "status": "skipped"}, last], "5-9")
    expect(asked.someone.turn(2).locator("[data-skipped]")).to_have_text("Skipped")
    expect(asked.someone.turn(2).locator("[data-unsent-text]")).to_have_text("Half a thought")
    expect(asked.someone.answer_box).to_have_value("")
    expect(label(asked, 3)).to_have_text("Question 2")
    expect(asked.page.locator("[data-progress-label]")).to_have_text("Question 2 of 4")


def test_a_reset_brings_what_was_done_instead_of_answering(asked: Played) -> None:
    asked.snapshot = {"turns": [SKIPPED, {**CLARIFIED, "kind": "open"}]}
    asked.page.evaluate("event => play.send([event])", {"type": "reset", **asked.snapshot})
    expect(asked.someone.turn(1).locator("[data-skipped]")).to_be_visible()
    expect(label(asked, 2)).to_have_text("Question 2")


def test_another_tab_learns_of_it_and_loses_no_text(asked: Played) -> None:
    asked.someone.answer_box.fill("Half a thought")
    asked.snapshot = {"turns": [REPHRASED, {**CLARIFIED, "status": "running", "question": ""}]}
    asked.ask("One, simply?", 2, "clarify")
    expect(asked.someone.turn(1)).to_have_attribute("data-status", "rephrased")
    asked.someone.wait_for_question(2)
    expect(asked.someone.answer_box).to_have_value("Half a thought")
    asked.snapshot = {
        "turns": [REPHRASED, {**CLARIFIED, "status": "skipped"}, {**OPEN, "turn": 3, "status": "running"}]
    }
    asked.ask("Two?", 3)
    expect(asked.someone.turn(2).locator("[data-unsent-text]")).to_have_text("Half a thought")
    asked.someone.wait_for_question(3)
    expect(asked.someone.answer_box).to_have_value("")


@pytest.mark.parametrize("status", ["skipped", "answered"])
def test_a_lost_reply_counts_if_the_server_has_it(asked: Played, status: str) -> None:
    asked.someone.visitor.expect_complaint("ERR_")
    held = asked.hold()
    asked.snapshot = {"turns": [{**SKIPPED, "status": status}, {**OPEN, "turn": 2, "status": "queued", "question": ""}]}
    skip(asked)
    expect(button(asked, "skip-yes")).to_have_attribute("aria-disabled", "true")
    held[0].abort("connectionreset")
    expect(asked.someone.turn(1)).to_have_attribute("data-status", status)
    expect(asked.someone.turn(2)).to_have_attribute("data-status", "queued")
    told = asked.page.get_by_text("An answer to this question was accepted before")
    expect(told).to_have_count(int(status == "answered"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_question_is_rephrased_and_skipped_for_real_in_two_tabs(
    candidate: Callable[..., Candidate], language: str
) -> None:
    someone = candidate(language)
    someone.enter()
    someone.begin()
    first = someone.wait_for_question(1)
    beside = someone.visitor.context.new_page()
    beside.goto(someone.page.url)
    expect(beside.locator("#answer")).to_be_visible()
    someone.answer_box.fill("Half a thought")
    someone.page.locator("[data-rephrase]").click()
    someone.wait_for_question(2)
    expect(someone.answer_box).to_have_value("Half a thought")
    someone.page.locator("[data-skip]").click()
    someone.page.locator("[data-skip-yes]").click()
    someone.wait_for_question(3)
    turns = someone.snapshot()["turns"]
    assert [turn["status"] for turn in turns] == ["rephrased", "skipped", "asked"]
    assert [turn["kind"] for turn in turns[:2]] == ["open", "clarify"]
    assert turns[0]["question"] != turns[1]["question"]
    labels = [turn.locator("[data-label]") for turn in (first, someone.turn(2), someone.turn(3))]
    assert all("1" in label.inner_text() for label in labels[:2])
    assert "2" in labels[2].inner_text()
    shown = [label.inner_text() for label in labels]
    for page in (beside, someone.page):
        if page is someone.page:
            page.reload()
        expect(page.locator(".turn[data-turn='3']")).to_have_attribute("data-status", "asked")
        assert [page.locator(f".turn[data-turn='{n}']").get_attribute("data-status") for n in (1, 2)] == [
            "rephrased",
            "skipped",
        ]
        assert page.locator(".turn [data-label]").all_inner_texts() == shown
