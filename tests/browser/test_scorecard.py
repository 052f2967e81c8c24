"""Rating an interview in a browser: words are selected and quoted, nothing typed is lost, with mouse and keyboard."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from ops.stack import Stack

from .axe import Inspector
from .visitor import LOCALES, Visitor

WIDTHS = (360, 768, 1440)
_MAKE = """
import json
from django.utils import timezone
from interviews import demo, services
from interviews.models import Interview, Turn
interview = services.create_interview(demo.position("{language}"), "Hana")
services.consent(interview, "{language}")
now = timezone.now()
for number, answer in enumerate({answers!r}, 1):
    Turn.objects.create(interview=interview, number=number, kind="open", topic="Python", status="answered",
        question="What did you build?", answer=answer, answered_at=now)
Interview.objects.filter(pk=interview.pk).update(status="finished", started_at=now, finished_at=now)
print(json.dumps(interview.pk))
"""
_RATED = """
from django.contrib.auth.models import User
from interviews.models import Interview
from interviews.services import scorecards
from interviews.services.scorecards import FilledCard, Judgement
for interview in Interview.objects.filter(scorecards__state="waived").exclude(scorecards__rater_name="bo"):
    for name, scores in (("bo", (2, 5)), ("cy", (4, None))):
        user, _ = User.objects.get_or_create(username=name, is_staff=True)
        judgements = [Judgement(True, score, "A note. " * 40) for score in scores]
        card = FilledCard(interview.rubric.version, judgements, "yes")
        scorecards.submit(interview, user, card)
"""
ANSWERS = [
    "I built a queue 😀 in Python. It broke twice. Then I measured it.",
    "First I read the logs.\nThen I rolled back.",
]


@pytest.fixture
def rate(visit: Callable[..., Visitor], stack: Stack) -> Callable[..., Visitor]:
    """Return a function that opens the scorecard of a finished interview as a member of staff."""

    def rate(language: str = "en", **options: object) -> Visitor:
        code = _MAKE.format(language=language, answers=ANSWERS)
        interview = json.loads(stack.manage("shell", "-v", "0", "-c", code))
        staff = visit(locale=LOCALES[language], **options)
        staff.page.goto(f"/admin/login/?next=/staff/interviews/{interview}/scorecard/")
        staff.page.locator("#id_username").fill("admin")
        staff.page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
        staff.page.locator("[type=submit]").click()
        staff.page.wait_for_url("**/scorecard/")
        expect(staff.page.locator("[data-needs-script]")).to_be_visible()
        return staff

    return rate


def select(page: Page, turn: int, words: str) -> None:
    """Select words of an answer with the mouse's result: a range of the document."""
    page.evaluate(
        """([turn, words]) => {
          const answer = document.querySelector(`[data-answer="${turn}"]`)
          const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT)
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words)
            if (at >= 0) return document.getSelection().setBaseAndExtent(node, at, node, at + words.length)
          }
          throw new Error(`not found: ${words}`)
        }""",
        [str(turn), words],
    )


def saved(page: Page) -> None:
    expect(page.locator("[data-state]")).to_have_text("Draft saved.")


def quotes(page: Page, index: int) -> list[str]:
    return page.locator(f"[data-competency='{index}'] q").all_text_contents()


def test_words_are_quoted_and_everything_is_there_after_a_reload(rate: Callable[..., Visitor]) -> None:
    page = rate().page
    select(page, 1, "😀 in Python.")
    page.locator("[data-competency='0'] [data-quote]").click()
    expect(page.locator("[data-answer='1'] mark")).to_have_text("😀 in Python.")
    select(page, 1, "It broke")
    page.locator("[data-quote-for='1']").click()
    page.locator("[data-competency='0'] input[value='4']").check(force=True)
    page.locator("#note-0").fill("Measured before changing anything.")
    saved(page)
    page.reload()
    assert quotes(page, 0) == ["😀 in Python."] and quotes(page, 1) == ["It broke"]
    expect(page.locator("[data-answer='1'] mark")).to_have_count(2)
    expect(page.locator("[data-competency='0'] input[value='4']")).to_be_checked()
    expect(page.locator("#note-0")).to_have_value("Measured before changing anything.")
    page.locator("[data-competency='0'] [data-quotes] input").uncheck()
    expect(page.locator("[data-answer='1'] mark")).to_have_count(1)
    saved(page)
    page.reload()
    assert quotes(page, 0) == []


def test_a_competency_takes_four_actions_with_the_keyboard_alone(rate: Callable[..., Visitor]) -> None:
    page = rate().page
    page.locator("[data-answer='1']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("1")
    assert quotes(page, 0) == ["I built a queue 😀 in Python. It broke twice."]
    expect(page.locator("#announcer")).to_contain_text("Quoted for Python.")
    page.locator("[data-answer='2']").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "2"):
        page.keyboard.press(key)
    assert quotes(page, 1) == ["First I read the logs."]
    for index, key in ((0, "Space"), (1, "Space")):
        page.locator(f"[data-competency='{index}'] input[value='3']").focus()
        page.keyboard.press(key)
    page.locator("input[name=recommendation][value=yes]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scorecards/")
    expect(page.locator(".notice")).to_contain_text("Your scorecard is submitted.")
    expect(page.locator("blockquote").first).to_contain_text("I built a queue 😀 in Python. It broke twice.")


def test_what_could_not_be_saved_is_sent_again(rate: Callable[..., Visitor]) -> None:
    staff = rate()
    staff.expect_complaint("Failed to load resource|ERR_")
    page = staff.page

    def fail(route: Route) -> None:
        route.abort()

    page.route("**/scorecard/draft/", fail)
    page.locator("#note-0").fill("Said on a bad line.")
    expect(page.locator("[data-state]")).to_have_text("Not saved yet. Trying again…")
    page.unroute("**/scorecard/draft/", fail)
    saved(page)
    page.reload()
    expect(page.locator("#note-0")).to_have_value("Said on a bad line.")


def test_two_windows_do_not_overwrite_each_other(rate: Callable[..., Visitor]) -> None:
    staff = rate()
    staff.expect_complaint("409")
    other = staff.context.new_page()
    other.goto(staff.page.url)
    staff.page.locator("#note-0").fill("From the first window.")
    saved(staff.page)
    other.locator("#note-0").fill("From the second window.")
    expect(other.locator("[data-state]")).to_contain_text("changed in another window")
    expect(other.locator("#note-0")).to_have_value("From the second window.")
    staff.page.reload()
    expect(staff.page.locator("#note-0")).to_have_value("From the first window.")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_pages_fit_and_are_accessible(rate: Callable[..., Visitor], stack: Stack, language: str) -> None:
    staff = rate(language, bypass_csp=True, reduced_motion="reduce")
    page, inspector = staff.page, Inspector(staff.page)
    select(page, 1, "It broke twice.")
    expect(page.locator("[data-quote-bar]")).to_be_visible()
    inspector.look("words selected")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert staff.overflow == 0, width
    page.locator("[data-quote-for='0']").click()
    page.goto(re.sub("/scorecard/$", "/scorecards/", page.url))
    inspector.look("not rated yet")
    page.locator("main form button").click()
    page.wait_for_url("**/scorecards/")
    inspector.look("nobody has rated")
    stack.manage("shell", "-v", "0", "-c", _RATED)
    page.reload()
    expect(page.locator(".scores")).to_be_visible()
    inspector.look("side by side")
    assert staff.overflow == 0
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert staff.overflow == 0, width
    page.goto(re.sub("/scorecards/$", "/decision/", page.url))
    expect(page.locator(".decision-form")).to_be_visible()
    inspector.look("a decision")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert staff.overflow == 0, width
    page.go_back()
    page.locator(".staff-header a[href*=comparison]").click()
    page.wait_for_url("**/comparison/")
    inspector.look("candidates of a position")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert staff.overflow == 0, width
    assert inspector.found == []
