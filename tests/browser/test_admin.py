"""The pages of the admin that recruiters use: nothing for axe-core to find, and a list that fits its window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from ops.stack import Stack

from .test_accessibility import LOCALES, Inspector
from .visitor import Visitor

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
]

# What Django's own templates and its select2 leave open.
OF_DJANGO = (
    'aria-input-field-name: <span class="select2',
    'empty-table-header: <th class="original">',
    'aria-valid-attr-value: <textarea name="bank-',
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
    assert [(path, found) for path, found in inspector.found if not found.startswith(OF_DJANGO)] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_list_of_interviews_fits_its_window(visit: Callable[..., Visitor], stack: Stack, language: str) -> None:
    stack.invite(language, candidate="Alexandra Featherstonehaugh")
    page = signed_in(visit(locale=LOCALES[language], width=1440), stack)
    page.goto("/admin/interviews/interview/")
    assert page.locator(".results").evaluate("list => list.scrollWidth - list.clientWidth") == 0
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
