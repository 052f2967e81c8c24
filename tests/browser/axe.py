"""axe-core, run on what a page shows."""

from functools import cache

import pytest
from playwright.sync_api import Page

from ops import ROOT

AXE = ROOT / "ops/javascript/node_modules/axe-core/axe.min.js"
VIOLATIONS = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(" | ")}`)
}
"""


@cache
def axe() -> str:
    if not AXE.exists():
        pytest.fail("axe-core is missing: run make test, or make check", pytrace=False)
    return AXE.read_text()


def violations(page: Page) -> list[str]:
    """Return the rules that the page violates, each with the elements that do."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found: list[str] = page.evaluate(VIOLATIONS)
    return found


class Inspector:
    """Collects the violations of the states of a page that it is shown."""

    def __init__(self, page: Page) -> None:
        self.page, self.found = page, list[tuple[str, str]]()

    def look(self, state: str) -> None:
        """Run axe on the page. `state` is its name in a failure."""
        self.found += [(state, violation) for violation in violations(self.page)]
