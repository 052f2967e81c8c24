"""An interview of 8 answers is scored with what is on the screen, in at most 5 presses of the mouse a competency."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ops.stack import Stack

from .recruiting import PASSWORD, make_accounts
from .scoring import Hand
from .visitor import LOCALES, Visitor

MOST_PRESSES = 5  # a competency: its score, two quotes and a note
WINDOW = {"width": 1440, "height": 900}
COMPETENCIES = ("Handling incidents", "Python", "Working with others", "Data modelling")
ANCHORS = (
    "Waits until others notice that something has broken, and blames them.",
    "Repairs what has broken, and tells the others about it afterwards.",
    "Finds the cause with measurements, repairs it for good, and tells everybody what was learnt.",
)
SAID = ("I looked at the dashboards.", "Then I wrote it down for the others.")
BEFORE_AND_AFTER = (
    "It was a long day in March, and nobody knew why the queue of the invoices had grown since the night before. ",
    " Later we talked about it with everyone who had been there, and changed two of the alarms that had said nothing.",
)
_MAKE = """
import json
from django.utils import timezone
from interviews import services
from interviews.models import Interview, Position, Turn
about = {{"title": "Backend developer", "language": "{language}", "competencies": "\\n".join({competencies!r})}}
position, _ = Position.objects.get_or_create(slug="by-hand", defaults=about)
one, three, five = {anchors!r}
position.competencies.update(anchor_1=one, anchor_3=three, anchor_5=five)
interview = services.create_interview(Position.objects.get(pk=position.pk), "Hana")
services.consent(interview, "{language}")
now = timezone.now()
for number in range(1, 9):
    topic = {competencies!r}[(number - 1) // 2]
    Turn.objects.create(interview=interview, number=number, kind="open", topic=topic, status="answered",
        question=f"What did you do at place {{number}}?", answer={answer!r}, answered_at=now)
Interview.objects.filter(pk=interview.pk).update(status="finished", started_at=now, finished_at=now)
print(json.dumps(interview.pk))
"""


@pytest.fixture(scope="package")
def _rater(stack: Stack) -> None:
    make_accounts(stack, ["rita"])
    role = """
from django.contrib.auth.models import User
from interviews.models import Membership
Membership.objects.create(user=User.objects.get(username="rita"), role="hiring_manager")
"""
    stack.manage("shell", "-v", "0", "-c", role)


@pytest.fixture
def page(_rater: None, visit: Callable[..., Visitor], stack: Stack) -> Page:
    """Return the scorecard of an interview of 8 answers, about 4 competencies with anchors."""
    answer = BEFORE_AND_AFTER[0] + " ".join(SAID) + BEFORE_AND_AFTER[1]
    code = _MAKE.format(language="en", competencies=COMPETENCIES, anchors=ANCHORS, answer=answer)
    interview = json.loads(stack.manage("shell", "-v", "0", "-c", code))
    page = visit(**WINDOW, locale=LOCALES["en"], reduced_motion="reduce").page
    page.goto(f"/admin/login/?next=/staff/interviews/{interview}/scorecard/")
    page.locator("#id_username").fill("rita")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()
    expect(page.locator("[data-needs-script]")).to_be_visible()
    return page


def test_with_the_mouse_a_competency_takes_at_most_five_presses(page: Page) -> None:
    hand = Hand(page)
    for place, name in enumerate(COMPETENCIES):
        before = hand.presses
        for turn, words in zip((2 * place + 1, 2 * place + 2), SAID, strict=True):
            hand.drag_over(page.locator(f"[data-answer='{turn}']"), words)
            hand.click(page.locator("[data-quote-bar]").get_by_role("button", name=name))
        hand.write(f"Told it well, {place}.")
        hand.click(page.get_by_role("group", name=name).get_by_role("radio", name="4"))
        assert hand.presses - before <= MOST_PRESSES
    hand.click(page.get_by_role("radio", name="rather yes"))
    hand.click(page.get_by_role("button", name="Submit"))
    assert hand.presses <= MOST_PRESSES * len(COMPETENCIES) + 2
    is_whole(page)


def test_with_the_keyboard_alone(page: Page) -> None:
    press = page.keyboard.press
    while page.evaluate("document.activeElement.dataset.answer") != "1":
        press("Tab")
    for place in range(len(COMPETENCIES)):
        for words in SAID:
            while page.evaluate("document.getSelection().toString().trim()") != words:
                press("ArrowRight")
            press(str(place + 1))
            press("Tab")
        press("Shift+Tab")  # the last answer about this competency
        press(str(place + 1))
        press("4")
        while page.evaluate("document.activeElement.tagName") != "TEXTAREA":
            press("Tab")
        page.keyboard.type(f"Told it well, {place}.")
        press("Escape")
        assert page.evaluate("document.activeElement.dataset.answer") == str(2 * place + 2)
        if place < len(COMPETENCIES) - 1:
            press("Tab")
    while page.evaluate("document.activeElement.name") != "recommendation":
        press("Tab")
    while not page.get_by_role("radio", name="rather yes").is_checked():
        press("ArrowRight")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        press("Tab")
    press("Enter")
    is_whole(page)


def is_whole(page: Page) -> None:
    """Expect that all of it was submitted."""
    page.wait_for_url("**/scorecards/")
    expect(page.locator(".evidence blockquote")).to_have_count(2 * len(COMPETENCIES))
    for place, name in enumerate(COMPETENCIES):
        evidence = page.locator(".evidence").filter(has=page.get_by_role("heading", name=name))
        expect(evidence.locator("h3")).to_have_text("rita: 4")
        expect(evidence.locator(".evidence__note")).to_have_text(f"Told it well, {place}.")
        for said in SAID:
            expect(evidence.locator("blockquote").filter(has_text=said)).to_have_count(1)
