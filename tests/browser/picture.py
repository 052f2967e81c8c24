"""Makes the README's picture from the running product: `.venv/bin/python -m tests.browser.picture docs/room.png`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ops.stack import Stack

from .candidate import Candidate
from .conftest import ARGUMENTS, chromium
from .visitor import Visitor

ANSWER = "Our product pages were slow, so I put Redis in front of PostgreSQL and cut the response time by 40%."
HALF_TYPED = """node => new Promise(done => {
  const look = () => node.textContent.length > 30 ? done() : requestAnimationFrame(look)
  look()
})"""


def take(path: Path) -> None:
    """The room while the second question is being typed."""
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        visitor = Visitor(browser, stack.url, viewport={"width": 1100, "height": 580})
        candidate = Candidate(visitor, stack.invite("en", "Ada Lovelace"), "en")
        candidate.enter()
        candidate.begin()
        candidate.wait_for_question(1)
        candidate.answer(ANSWER)
        candidate.turn(2).locator("[data-question]").evaluate(HALF_TYPED)
        candidate.page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
