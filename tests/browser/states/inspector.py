"""axe-core, run on what a page shows, and an account of what it was run on."""

from playwright.sync_api import Page

from ..axe import violations
from .wanted import untold

# An element is known by its id, or else by what scripts find it by.
PARTS = """
() => {
  const nameOf = (element) => {
    if (element.id) return `#${element.id}`
    if (element.dataset.panel) return `[data-panel=${element.dataset.panel}]`
    const names = element.getAttributeNames().filter((name) => name.startsWith("data-"))
    return names.length ? `[${names.join("][")}]` : `.${element.className}`
  }
  const parts = [...document.querySelectorAll("body *")]
  return {
    hidden: parts.filter((part) => part.hidden).map(nameOf),
    visible: parts.filter((part) => part.checkVisibility()).map(nameOf),
  }
}
"""


class StateInspector:
    """Collects the violations of the states that it is shown, in one language, and notes what it was never shown."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.violations: list[tuple[str, str]] = []
        self._hidden, self._visible, self._text = set[str](), set[str](), list[str]()

    def look(self, page: Page, state: str) -> None:
        """Run axe on the page. `state` is its name in a failure."""
        self.violations += [(state, violation) for violation in violations(page)]
        parts = page.evaluate(PARTS)
        self._hidden.update(parts["hidden"])
        self._visible.update(parts["visible"])
        self._text.append(page.locator("body").inner_text())

    @property
    def unseen(self) -> set[str]:
        """What was hidden whenever it was looked at, and headings and notices of the templates that never showed."""
        return (self._hidden - self._visible) | untold(self.language, "\n".join(self._text))
