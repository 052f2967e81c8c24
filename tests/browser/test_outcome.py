"""What a candidate may get about the outcome, in a browser: axe-core finds nothing, and it fits a phone."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ops.stack import Stack

from .axe import Inspector
from .visitor import LOCALES, Visitor

_MAKE = """
import json
from interviews import demo, services
from interviews.models import Interview
interview = services.create_interview(demo.position("{language}"), "Hana")
Interview.objects.filter(pk=interview.pk).update(status="cancelled")
interview.decisions.create(verdict="reject", reason="So.", decided_by_name="Bo", needs_confirmation=False)
print(json.dumps(interview.pk))
"""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_fits_a_phone_and_axe_finds_nothing(
    visit: Callable[..., Visitor], stack: Stack, language: str
) -> None:
    interview = json.loads(stack.manage("shell", "-v", "0", "-c", _MAKE.format(language=language)))
    page = visit(locale=LOCALES[language], width=360, bypass_csp=True).page
    inspector = Inspector(page)
    page.goto(f"/admin/login/?next=/staff/interviews/{interview}/outcome/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
    page.locator("[type=submit]").click()
    page.wait_for_url("**/outcome/")
    expect(page.locator("#notice")).to_have_attribute("lang", language)
    inspector.look("to be told")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_download() as download:
        page.locator("form:has(#notice) button").last.click()
    assert download.value.suggested_filename == f"outcome-{interview}-{language}.pdf"
    page.locator("form:has([name=decision]) button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status].notice")).to_be_visible()
    inspector.look("told")
    assert inspector.found == []
