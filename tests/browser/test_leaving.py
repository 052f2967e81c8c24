"""A candidate signs out on a device that is not their own."""

from collections.abc import Callable

from playwright.sync_api import expect

from .candidate import Candidate
from .kept import kept_drafts


def test_signing_out_deletes_the_draft_and_closes_the_room_in_every_tab(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.answer_box.fill("We moved to Kafka")
    other_tab = someone.visitor.context.new_page()
    other_tab.goto(someone.page.url)
    expect(other_tab.locator("#answer")).to_be_visible()
    someone.page.get_by_role("link", name="Finish later, or sign out").click()
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Finish later")
    someone.page.get_by_role("button", name="Sign out on this device").click()
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    expect(other_tab.locator("[data-panel=refused]")).to_be_visible()
    expect(other_tab.locator("#leftovers")).to_be_hidden()
    assert kept_drafts(someone.page) == []
    someone.enter()
    someone.wait_for_question(1)
    expect(someone.answer_box).to_have_value("")


def test_going_back_finds_the_draft(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.answer_box.fill("We moved to Kafka")
    someone.page.get_by_role("link", name="Finish later, or sign out").click()
    someone.page.get_by_role("link", name="Back to the interview").click()
    someone.wait_for_question(1)
    expect(someone.answer_box).to_have_value("We moved to Kafka")
