"""What the room looks like where colours are forced, on glass, without scripts, and in the tab's title."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from ops.stack import Stack

from .candidate import Candidate
from .played import Played
from .visitor import Visitor


@pytest.fixture
def room(visit: Callable[..., Visitor], stack: Stack) -> Callable[..., Played]:
    def room(**options: object) -> Played:
        played = Played(Candidate(visit(reduced_motion="reduce", **options), stack.invite("en"), "en"))
        played.open()
        return played

    return room


def test_forced_colours_leave_icons_and_levels_visible(room: Callable[..., Played]) -> None:
    played = room(forced_colors="active", bypass_csp=True)
    played.ask("One?")
    played.someone.wait_for_question(1)
    page = played.page
    mute, settings = page.locator("[data-mute]"), page.locator("#voice summary")
    for button in (mute, settings):
        style = "mask: none; background: none"
        assert looks_different(button, f"{selector_of(button)}::before {{ {style} !important }}"), "an icon is missing"
    mute.focus()
    before = mute.screenshot()
    page.keyboard.press("Space")
    style = "#room-bar [data-mute]::before { mask-image: url(/static/icons/voice.svg) !important }"
    page.add_style_tag(content=style)
    assert mute.screenshot() != before, "only the icon says that the voice is muted"
    bar = page.locator("progress")
    empty = bar.screenshot()
    bar.evaluate("bar => (bar.value = 2)")
    assert bar.screenshot() != empty
    page.evaluate("document.querySelector('[data-panel=ready]').hidden = false")
    level = page.locator("meter")
    silent = level.screenshot()
    level.evaluate("meter => (meter.value = 0.1)")
    assert level.screenshot() != silent


def selector_of(button: Locator) -> str:
    return str(button.evaluate("node => node.matches('summary') ? '#voice summary' : '[data-mute]'"))


def looks_different(element: Locator, style: str) -> bool:
    """Return whether the style, which is taken away again, changes the element's picture."""
    before = element.screenshot()
    sheet = element.page.add_style_tag(content=style)
    after = element.screenshot()
    sheet.evaluate("sheet => sheet.remove()")
    return before != after


def test_keys_are_mentioned_where_there_are_keys(room: Callable[..., Played]) -> None:
    for is_glass in (False, True):
        played = room(has_touch=is_glass, is_mobile=is_glass)
        played.ask("One?")
        played.someone.wait_for_question(1)
        expect(played.page.get_by_text("Ctrl+Enter")).to_be_visible(visible=not is_glass)
        expect(played.page.locator("#answer-hint")).to_contain_text("Take your time.")


def test_the_tabs_title_tells_of_a_question_until_it_is_looked_at(room: Callable[..., Played]) -> None:
    played = room()
    title = played.page.title()
    played.page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })")
    played.ask("One?")
    expect(played.page).to_have_title(f"New question · {title}")
    played.page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    expect(played.page).to_have_title(title)


def test_without_scripts_the_room_shows_why_and_nothing_that_seems_to_work(
    visit: Callable[..., Visitor], candidate: Callable[..., Candidate]
) -> None:
    someone = candidate("en", java_script_enabled=False)
    someone.enter()
    page = someone.page
    expect(page.locator("main noscript p")).to_be_visible()
    assert page.locator("main").get_by_role("button").count() == 0
    assert page.locator("main").get_by_role("progressbar").count() == 0
    expect(page.get_by_role("link", name="Finish later")).to_be_visible()
