"""The pages of the admin that recruiters use: nothing for axe-core to find, and a list that fits its window."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ops.stack import Stack

from .axe import Inspector
from .visitor import LOCALES, Visitor

PAGES = [  # the first page is in test_last_day.py: its chart is read once a minute
    "interviews/interview/",
    "interviews/interview/invite/",
    "interviews/interview/add/",
    "interviews/position/",
    "interviews/position/add/",
    "interviews/candidate/",
    "interviews/candidaterequest/",
    "interviews/organisation/",
    "interviews/auditentry/",
    "interviews/mail/",
    "interviews/membership/",
    "interviews/membership/add/",
    "interviews/turn/",
]
LISTS_WITH_ROWS = ("interview", "position", "candidate")

# What Django's own templates and its select2 leave open.
OF_DJANGO = (
    'aria-input-field-name: <span class="select2',
    'empty-table-header: <th class="original">',
)


def signed_in(visitor: Visitor, stack: Stack) -> Page:
    page = visitor.page
    page.goto("/admin/login/?next=/admin/interviews/position/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
    page.locator("[type=submit]").click()
    page.wait_for_url("**/admin/interviews/position/")
    return page


@pytest.mark.parametrize("language", ["en", "ko"])
def test_axe_finds_nothing_on_the_pages_that_recruiters_use(
    visit: Callable[..., Visitor], stack: Stack, language: str
) -> None:
    visitor = visit(locale=LOCALES[language], bypass_csp=True)
    invited = stack.invite(language)["interview"]
    page = signed_in(visitor, stack)
    inspector = Inspector(page)
    for path in (*PAGES, f"interviews/interview/{invited}/delete/"):
        page.goto(f"/admin/{path}")
        inspector.look(path)
    for name in LISTS_WITH_ROWS:
        page.goto(f"/admin/interviews/{name}/")
        page.locator("#result_list tbody th a").first.click()
        page.wait_for_url("**/change/**")
        inspector.look(f"a row of {name}")
    _look_at_inviting(page, inspector, language)
    assert [(path, found) for path, found in inspector.found if not found.startswith(OF_DJANGO)] == []


def _look_at_inviting(page: Page, inspector: Inspector, language: str) -> None:
    """Look at a list with a fault, at one that can be invited, at the links, and at a question before a change."""
    page.goto("/admin/interviews/interview/invite/")
    page.locator("#id_position").select_option(index=1)
    for people, state in ((f"{language}\n{language}", "with a fault"), (f"Axe {language}", "to be confirmed")):
        page.locator("#id_people").fill(people)
        page.locator("input[type=submit].default, .submit-row input[type=submit]").last.click()
        page.locator("#preview-heading").wait_for()
        inspector.look(f"invitations {state}")
    page.locator("[name=confirmed]").click()
    page.locator("#links-text").wait_for()
    inspector.look("links")
    page.goto("/admin/interviews/interview/")
    page.locator("#result_list tbody input").first.check()
    page.locator("select[name=action]").select_option("extend")
    page.locator("#changelist-form button[name=index]").click()
    page.locator("[name=days]").wait_for()
    inspector.look("a change of many")


def test_somebody_is_invited_by_keyboard_alone(visit: Callable[..., Visitor], stack: Stack) -> None:
    page = signed_in(visit(locale="en-US"), stack)
    page.goto("/admin/interviews/interview/invite/")
    _tab_to(page, "id_position")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "id_people")
    page.keyboard.type("Kim Keys")
    _tab_to(page, "", "submit")
    page.keyboard.press("Enter")
    page.locator("#preview-heading").wait_for()
    _tab_to(page, "", "confirmed")
    page.keyboard.press("Enter")
    expect(page.locator("#links-text")).to_have_value(re.compile("Kim Keys\thttp"))


def _tab_to(page: Page, identity: str, what: str = "") -> None:
    """Press the Tab key until the field, or the button, has the focus. Fails after a round of the page."""
    for _ in range(100):
        page.keyboard.press("Tab")
        there = page.evaluate("(({ id, type, name }) => [id, type, name])(document.activeElement)")
        if there[0] == identity if identity else what in there[1:]:
            return
    pytest.fail(f"the keyboard does not reach {identity or what}")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_list_of_interviews_fits_its_window(visit: Callable[..., Visitor], stack: Stack, language: str) -> None:
    stack.invite(language, candidate="Alexandra Featherstonehaugh")
    page = signed_in(visit(locale=LOCALES[language], width=1440), stack)
    page.goto("/admin/interviews/interview/")
    assert page.locator(".results").evaluate("list => list.scrollWidth - list.clientWidth") == 0
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
