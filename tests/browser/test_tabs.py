"""The interview in many tabs of one browser, which has six connections for all of them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ops.stack import Stack

from .candidate import Candidate
from .played import Play, Played

HIDDEN_MS = 10_100
ASKED = re.compile("asked|closed")
TABS = 7
A_QUESTION_FOR_EACH = """
from interviews.models import Interview, Position
position = Position.objects.create(
    slug="seven", title="Seven", language="en", question_count={tabs}, follow_up_limit=1,
    competencies="Python\\nDatabases\\nIncidents\\nTeamwork",
)
Interview.objects.filter(pk={interview}).update(position=position)
"""
# Headless browsers hide no tab.
HIDING = """
window.isTabHidden = false
Object.defineProperty(document, "hidden", { get: () => window.isTabHidden })
window.setHidden = (isHidden) => {
  window.isTabHidden = isHidden
  document.dispatchEvent(new Event("visibilitychange"))
}
"""


def put_away(page: Page) -> None:
    """Hide the tab, for so long that it lets go of its stream."""
    page.evaluate("setHidden(true)")
    page.clock.run_for(HIDDEN_MS)


def test_sending_works_in_each_of_seven_tabs(candidate: Callable[..., Candidate], stack: Stack) -> None:
    someone = candidate("en")
    stack.manage("shell", "-v", "0", "-c", A_QUESTION_FOR_EACH.format(interview=someone.interview, tabs=TABS))
    someone.visitor.context.add_init_script(HIDING)
    someone.visitor.context.clock.install()
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    tabs = [someone.page]
    while len(tabs) < TABS:
        put_away(tabs[-1])
        tabs.append(someone.visitor.context.new_page())
        tabs[-1].goto(someone.page.url)
        expect(tabs[-1].locator("#answer")).to_be_visible()
    for number, tab in enumerate(tabs, 1):
        put_away(tabs[number - 2])
        tab.evaluate("setHidden(false)")
        expect(tab.locator(f".turn[data-turn='{number}']")).to_have_attribute("data-status", "asked")
        tab.locator("#answer").fill(f"From tab {number}")
        tab.locator("[data-send]").click()
        expect(tab.locator(f".turn[data-turn='{number + 1}']")).to_have_attribute("data-status", ASKED)


def test_a_hidden_tab_keeps_its_stream_until_the_question_is_whole(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.add_init_script(HIDING)
    played.page.reload()
    played.open()
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half")
    live = "sources.filter((source) => source.readyState !== 2).length"
    put_away(played.page)
    assert played.page.evaluate(live) == 1
    played.send("token", text=" and half")
    played.send("question.done", text="Half and half", sentences=0, timings={})
    played.page.clock.run_for(HIDDEN_MS)
    assert played.page.evaluate(live) == 0
    played.page.evaluate("setHidden(false)")
    assert played.page.evaluate(live) == 1
    assert played.page.evaluate("sources.at(-1).position") == f"{played.epoch_of(1)}-4"


@pytest.mark.also_in_firefox
def test_a_stream_that_repeats_a_question_leaves_the_box_to_who_types(asked: Played) -> None:
    page = asked.page
    asked.learn_of_the_third_question()
    asked.someone.answer_box.press_sequentially("Half")
    asked.send("token", 2, text="Two?")
    asked.send("question.done", 2, text="Two?", sentences=0, timings={})
    asked.send("question.started", 3, kind="open", topic="Python", attempt=1)
    page.keyboard.type(" a")
    asked.send("token", 3, text="Three?")
    page.keyboard.type(" thought")
    asked.send("question.done", 3, text="Three?", sentences=0, timings={})
    asked.someone.wait_for_question(3)
    expect(asked.someone.answer_box).to_have_value("Half a thought")
    expect(asked.someone.answer_box).to_be_focused()
    expect(asked.someone.turn(2).locator("[data-answer-text]")).to_have_text("Yes.")
    assert asked.someone.shown_question(3) == "Three?"
    expect(page.locator("#announcer").get_by_text("Three?")).to_have_count(1)


def test_a_request_that_takes_long_says_so(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    held = played.hold()
    played.someone.answer("Mine")
    note = played.page.locator("#answer-form [data-slow]")
    played.page.clock.run_for(3_900)
    expect(note).to_be_hidden()
    played.page.clock.run_for(200)
    expect(note).to_contain_text("longer than usual")
    held[0].fulfill(status=202, json={"turn": 2})
    expect(note).to_be_hidden()
    expect(played.someone.turn(1)).to_have_attribute("data-status", "answered")
