"""The pages around the interview, and the layout of all pages at the smallest and largest width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ops.stack import Stack

from .candidate import QUESTIONS, Candidate
from .visitor import Visitor

LONG = "https://example.com/" + "a-very-long-address-without-any-space" * 8


def test_an_unknown_invitation_says_what_to_do(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.expect_complaint("status of 404")
    response = visitor.page.goto("/i/there-is-no-such-invitation/")
    assert response and response.status == 404
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Page not found")
    expect(visitor.page.get_by_role("main")).to_contain_text("ask the person who invited you for a new link")


def test_an_expired_invitation_says_what_to_do(visit: Callable[..., Visitor], stack: Stack) -> None:
    invitation = stack.invite("ko")
    stack.manage("shell", "-c", EXPIRE % invitation["interview"])
    visitor = visit()
    visitor.expect_complaint("status of 410")
    response = visitor.page.goto(invitation["url"])
    assert response and response.status == 410
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("초대의 유효 기간이 지났습니다")


EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from interviews.models import Interview
Interview.objects.filter(pk=%d).update(invitation_expires_at=timezone.now() - timedelta(minutes=1))
"""


def test_a_strangers_room_is_not_there(candidate: Callable[..., Candidate], visit: Callable[..., Visitor]) -> None:
    someone = candidate()
    someone.enter()
    stranger = visit()
    stranger.expect_complaint("status of 404")
    response = stranger.page.goto(f"/interviews/{someone.interview}/")
    assert response and response.status == 404


def test_without_a_tick_the_page_asks_for_it(candidate: Callable[..., Candidate]) -> None:
    someone = candidate()
    someone.visitor.expect_complaint("status of 422")
    someone.page.goto(someone.url)
    someone.page.locator("main form button").click()
    expect(someone.page.get_by_role("alert")).to_contain_text("Please tick the box")
    expect(someone.page.get_by_role("checkbox")).to_be_focused()


def test_the_visitor_chooses_the_language_of_the_pages(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("ko")
    someone.page.goto(someone.url)
    expect(someone.page.locator("html")).to_have_attribute("lang", "ko")
    someone.page.get_by_role("button", name="English").click()
    expect(someone.page.locator("html")).to_have_attribute("lang", "en")
    expect(someone.page.get_by_role("main")).to_contain_text("The questions will be in Korean.")
    someone.enter()
    expect(someone.page.locator("html")).to_have_attribute("lang", "en")
    expect(someone.answer_box).to_have_attribute("lang", "ko")


def test_times_are_shown_in_the_readers_time_zone(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("en", timezone_id="America/New_York")
    someone.page.goto(someone.url)
    time = someone.page.locator("time[data-local-time]")
    shown = time.evaluate(
        "node => new Date(node.dateTime).toLocaleString('en', { month: 'long', day: 'numeric', year: 'numeric',"
        " hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })"
    )
    assert shown.endswith(("EST", "EDT"))
    expect(time).to_have_text(shown)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_page_is_wider_than_its_window(candidate: Callable[..., Candidate], language: str, width: int) -> None:
    locale = {"ko": "ko-KR", "en": "en-US"}[language]
    someone = candidate(language, width=width, locale=locale)
    someone.visitor.expect_complaint("status of 404")
    for path in ("/", "/nowhere/", someone.url):
        someone.page.goto(path)
        assert someone.visitor.overflow == 0, path
    someone.enter()
    assert someone.visitor.overflow == 0
    someone.begin()
    for number in range(1, QUESTIONS + 1):
        someone.wait_for_question(number)
        assert someone.visitor.overflow == 0
        someone.answer(LONG)
    someone.wait_for_end()
    assert someone.visitor.overflow == 0


def test_a_question_is_answered_with_the_keyboard_alone(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("en")
    page = someone.page
    page.goto(someone.url)
    tab_to(someone, "[name=consent]")
    page.keyboard.press("Space")
    tab_to(someone, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/interviews/*/")
    tab_to(someone, "[data-begin]")
    page.keyboard.press("Enter")
    someone.wait_for_question(1)
    expect(someone.answer_box).to_be_focused()
    page.keyboard.type("I moved the queue to Redis.")
    page.keyboard.press("Enter")
    page.keyboard.type("It was faster.")
    page.keyboard.press("Control+Enter")
    someone.wait_for_question(2)
    expect(someone.answer_box).to_be_focused()
    page.keyboard.type("By measuring first.")
    page.keyboard.press("Tab")
    expect(page.locator("[data-send]")).to_be_focused()
    page.keyboard.press("Enter")
    someone.wait_for_question(3)
    answers = [turn["answer"] for turn in someone.snapshot()["turns"]]
    assert answers[:2] == ["I moved the queue to Redis.\nIt was faster.", "By measuring first."]


def tab_to(someone: Candidate, selector: str) -> None:
    """Press Tab until the element has the focus; it must be reachable and visible."""
    for _ in range(20):
        someone.page.keyboard.press("Tab")
        focused = someone.page.locator(f"{selector}:focus-visible")
        if focused.count():
            assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_skip_link_leads_past_the_header(visit: Callable[..., Visitor]) -> None:
    page = visit().page
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_told_apart(visit: Callable[..., Visitor], scheme: str) -> None:
    """WCAG 2.2 AA: text 4.5 to 1; borders of controls and the focus ring 3 to 1."""
    page = visit(color_scheme=scheme).page
    page.goto("/")
    ratios = page.evaluate(CONTRASTS, TEXT_PAIRS + LINE_PAIRS)
    too_low = [
        (pair, ratio)
        for pair, ratio in zip(TEXT_PAIRS + LINE_PAIRS, ratios, strict=True)
        if ratio < (4.5 if pair in TEXT_PAIRS else 3)
    ]
    assert too_low == []


TEXT_PAIRS = [
    [front, back]
    for front in ("--ink", "--ink-quiet", "--accent", "--accent-strong")
    for back in ("--paper", "--surface", "--accent-soft")
] + [
    ["--on-accent", "--accent"],
    ["--on-accent", "--accent-strong"],
    ["--error", "--error-soft"],
    ["--good", "--surface"],
]
LINE_PAIRS = [
    ["--line-strong", "--surface"],
    ["--line-strong", "--paper"],
    ["--focus", "--surface"],
    ["--focus", "--paper"],
]

# Relative luminance and contrast as in WCAG 2.2.
CONTRASTS = """
(pairs) => {
  const style = getComputedStyle(document.documentElement)
  const luminance = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1)
    const [r, g, b] = [0, 2, 4].map((at) => {
      const c = parseInt(hex.slice(at, at + 2), 16) / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  return pairs.map(([front, back]) => {
    const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  })
}
"""
