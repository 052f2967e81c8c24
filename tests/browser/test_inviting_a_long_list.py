"""A long list shows how far it is, and its outcome is found again if the browser goes away."""

from collections.abc import Callable

from playwright.sync_api import expect

from ops.stack import Stack

from .test_admin import signed_in
from .visitor import Visitor

PEOPLE = 3000
INVITE = "/admin/interviews/interview/invite/"
KEEP_WHAT_IS_SHOWN = """
() => void setInterval(() => {
  const working = document.querySelector("[data-working]:not([hidden]) progress")
  if (working) localStorage.setItem("shown", working.value)
}, 50)
"""


def test_a_browser_that_goes_away_finds_the_outcome_again(visit: Callable[..., Visitor], stack: Stack) -> None:
    visitor = visit(locale="en-US", bypass_csp=True)  # for `wait_for_function`
    page = signed_in(visitor, stack)
    page.goto(INVITE)
    page.locator("#id_position").select_option(index=1)
    lines = "\n".join(f"Long {number},long{number}@example.com" for number in range(PEOPLE))
    page.locator("#id_people").evaluate("(box, lines) => (box.value = lines)", lines)  # typing takes long
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator("#preview-heading")).to_have_text(f"{PEOPLE} people, nobody invited yet", timeout=60_000)
    # Playwright asks a page nothing while it waits for the one that follows: another one reads what this one shows.
    again = visitor.context.new_page()
    again.goto("/admin/password_change/")
    page.evaluate(KEEP_WHAT_IS_SHOWN)
    page.locator("[name=confirmed]").evaluate("button => void setTimeout(() => button.click())")
    again.wait_for_function("Number(localStorage.getItem('shown')) > 0", timeout=60_000)
    page.close()

    again.goto(INVITE)
    expect(again.locator("form .help").first).to_contain_text(
        f"The last list that you invited: {PEOPLE} people", timeout=60_000
    )
    again.get_by_role("link", name=f"Show {PEOPLE} links that you have not seen yet").click()
    assert again.locator("#links-text").input_value().count("\n") == PEOPLE
