"""What was typed and not sent stays within reach: closed tabs, other tabs, crashes, refusals, the end."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from ops.stack import Stack

from .browsers import ARGUMENTS, chromium, kill
from .candidate import Candidate
from .instead import OPEN
from .kept import kept_drafts
from .played import ROOM, Play, Played, room_at
from .visitor import PATIENCE_MS

ANSWERED = {**OPEN, "turn": 1, "status": "answered", "question": "One?", "answer": "Yes."}

# A tab hears of what other tabs write late, as it does while the browser is busy.
DEAF = """
window.held = null
addEventListener("storage", (event) => {
  if (!held) return
  held.push(event)
  event.stopImmediatePropagation()
})
"""
HEARING = """
{
  const waiting = held
  held = null
  for (const event of waiting) dispatchEvent(new StorageEvent("storage", event))
}
"""


def unsent(played: Played) -> Locator:
    return played.someone.turn(1).locator("[data-unsent-text]")


def leftovers(page: Page) -> Locator:
    return page.locator("#leftovers [data-unsent-text]")


@pytest.mark.also_in_firefox
def test_a_closed_tab_loses_nothing_and_two_tabs_show_one_text(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.answer_box.fill("Half a thought")
    room = someone.page.url
    someone.page.close()
    someone.visitor.context.add_init_script(DEAF)  # before the page's own script
    one, other = (someone.visitor.context.new_page() for _ in range(2))
    for page in (one, other):
        page.goto(room)
        expect(page.locator("#answer")).to_have_value("Half a thought")
    one.locator("#answer").fill("Half a thought, and more")
    expect(other.locator("#answer")).to_have_value("Half a thought, and more")
    for page in (one, other):
        kept_drafts(page)  # which by now the tab has read as well
        page.evaluate("held = []")
    one.locator("#answer").fill("In one tab")
    other.locator("#answer").fill("In the other")
    for page in (one, other):
        page.evaluate(HEARING)
    others = other.locator("[data-others]")
    expect(others.locator("[data-unsent-text]")).to_have_text("In one tab")
    others.get_by_role("button", name="Use this text").click()
    expect(other.locator("#answer")).to_have_value("In one tab")
    expect(others.locator("[data-unsent-text]")).to_have_text("In the other")
    others.get_by_role("button", name="Delete it").click()
    expect(others).to_be_hidden()
    other.locator("#answer").press("Control+Enter")
    expect(other.locator(".turn[data-turn='2']")).to_have_attribute("data-status", "asked")
    expect(one.locator(".turn[data-turn='1']")).to_have_attribute("data-status", "answered")
    expect(one.locator(".turn[data-turn='1'] [data-unsent]")).to_be_hidden()
    assert kept_drafts(other) == []


def test_a_crash_of_the_browser_loses_nothing(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    def start() -> BrowserContext:
        options = {"executable_path": chromium(), "args": ARGUMENTS, "base_url": stack.url}
        return browser.browser_type.launch_persistent_context(tmp_path / "profile", **options)  # type: ignore[arg-type]

    context = start()
    someone = Candidate(Opened(context, stack.url), stack.invite("en"), "en")  # type: ignore[arg-type]
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.answer_box.press_sequentially("Half a thought")
    kept_drafts(someone.page)  # once the journal has it
    kill(tmp_path / "profile")
    with suppress(Error):  # it may have noticed
        context.close()
    context = start()
    again = Candidate(Opened(context, stack.url), {"interview": someone.interview, "url": someone.url}, "en")  # type: ignore[arg-type]
    again.enter()
    expect(again.answer_box).to_have_value("Half a thought")
    context.close()


class Opened:
    """A visitor in a browser of their own."""

    def __init__(self, context: BrowserContext, base_url: str) -> None:
        self.base_url = base_url
        self.context, self.page = context, context.pages[0]
        context.set_default_timeout(PATIENCE_MS)


@pytest.mark.also_in_firefox
def test_the_reply_that_was_lost_and_the_longer_text_after_it(asked: Played) -> None:
    asked.someone.visitor.expect_complaint("ERR_|status of 409")
    held = asked.hold()
    asked.someone.answer("Yes.")
    expect(asked.page.locator("[data-send]")).to_have_text("Sending…")
    held[0].abort("connectionreset")
    expect(asked.page.locator("[data-send]")).to_have_text("Send answer")
    asked.held, asked.refusal, asked.refusal_code = None, (409, "Answered."), "answered"
    asked.page.unroute("**/v1/interviews/*")
    known = {"interview": asked.someone.interview, "language": "en", "last_event_id": ""}
    snapshot: dict[str, Any] = {**known, "status": "running", "turns": [ANSWERED]}
    asked.page.route("**/v1/interviews/*", lambda route: route.fulfill(json=snapshot))
    asked.someone.answer("Yes. And we moved to Kafka.")
    expect(asked.someone.turn(1)).to_have_attribute("data-status", "answered")
    expect(asked.someone.turn(1).locator("[data-answer-text]")).to_have_text("Yes.")
    expect(unsent(asked)).to_have_text("Yes. And we moved to Kafka.")
    expect(asked.someone.turn(1).get_by_role("button", name="Copy")).to_be_visible()
    asked.reopen([ANSWERED], "5-3")
    expect(unsent(asked)).to_have_text("Yes. And we moved to Kafka.")


@pytest.mark.also_in_firefox
def test_a_refusal_and_the_end_leave_the_text_in_sight(asked: Played) -> None:
    asked.someone.answer_box.fill("Half a thought")
    expect(leftovers(asked.page)).to_have_count(0)
    asked.state("paused")
    expect(leftovers(asked.page)).to_have_text("Half a thought")
    asked.state("running")
    expect(leftovers(asked.page)).to_have_count(0)
    expect(asked.someone.answer_box).to_have_value("Half a thought")
    asked.state("cancelled")
    expect(asked.someone.panel("cancelled")).to_be_visible()
    expect(leftovers(asked.page)).to_have_text("Half a thought")
    turns = [{**ANSWERED, "status": "asked", "answer": ""}]
    asked.page.route(ROOM, room_at({"status": "cancelled", "turns": turns, "last_event_id": "5-3"}))
    asked.page.reload()
    expect(leftovers(asked.page)).to_have_text("Half a thought")
    assert asked.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []


def test_who_lost_access_still_sees_the_text(asked: Played) -> None:
    asked.someone.visitor.expect_complaint("status of 401")
    asked.someone.answer_box.fill("Half a thought")
    asked.refusal = (401, "Sign in at /v1/docs.")
    asked.page.evaluate("play.refuse()")
    expect(asked.someone.panel("refused")).to_be_visible()
    expect(leftovers(asked.page)).to_have_text("Half a thought")


@pytest.mark.parametrize("off", ["nothing", "localStorage", "everything"])
def test_leaving_is_questioned_only_if_something_could_be_lost(play: Play, off: str) -> None:
    played = play()
    if off != "nothing":
        played.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    if off == "everything":
        played.page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('off') }")
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.someone.answer_box.press_sequentially("Half")
    if off == "localStorage":
        while not kept_drafts(played.page):
            pass  # the page is still opening its database
        kept_drafts(played.page)  # waits for what was typed last
    dialogs: list[str] = []
    played.page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    played.page.reload()
    assert dialogs == (["beforeunload"] if off == "everything" else [])
