"""The admin's chart of the last 24 hours, in both themes and at every width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ops.stack import Stack

from .axe import Inspector
from .candidate import Candidate
from .visitor import Visitor

HEADING = {"en-US": "The last 24 hours", "ko-KR": "지난 24시간"}


@pytest.fixture
def staff(visit: Callable[..., Visitor], stack: Stack) -> Callable[..., Visitor]:
    """Return a function that signs someone in and opens the admin's first page."""

    def staff(**options: object) -> Visitor:
        visitor = visit(**options)
        visitor.page.goto("/admin/login/?next=/admin/")
        visitor.page.locator("#id_username").fill("admin")
        visitor.page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
        visitor.page.locator("[type=submit]").click()
        visitor.page.wait_for_url("**/admin/")
        return visitor

    return staff


def ask(candidate: Callable[..., Candidate]) -> None:
    someone = candidate()
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("locale", "width"), [("en-US", 1280), ("ko-KR", 360)])
def test_the_chart_and_its_table_fit_the_window_and_are_seen(
    staff: Callable[..., Visitor], candidate: Callable[..., Candidate], locale: str, width: int, scheme: str
) -> None:
    ask(candidate)
    visitor = staff(locale=locale, width=width, color_scheme=scheme, bypass_csp=True)
    section = visitor.page.get_by_role("region", name=HEADING[locale])
    expect(section.get_by_role("img")).to_be_visible()
    inspector = Inspector(visitor.page)
    inspector.look(scheme)
    assert inspector.found == []
    expect(section.get_by_role("table")).to_be_hidden()
    section.locator("summary").click()
    expect(section.get_by_role("row")).to_have_count(2 + 24)
    assert visitor.overflow == 0
    assert min(visitor.page.evaluate(CONTRASTS)) >= 3, "WCAG 2.2 AA asks as much of a chart's marks"


# Relative luminance and contrast as in WCAG 2.2.
CONTRASTS = """
() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/\\d+/g).map((part) => {
      const c = part / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const paper = luminance(getComputedStyle(document.body).backgroundColor)
  return [".first-token", ".first-sound", ".promise"].map((name) => {
    const mark = luminance(getComputedStyle(document.querySelector(`.last-day ${name}`)).stroke)
    return (Math.max(mark, paper) + 0.05) / (Math.min(mark, paper) + 0.05)
  })
}
"""
