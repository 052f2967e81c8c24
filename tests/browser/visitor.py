"""A person with a browser of their own."""

import re
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage

# Firefox says so whenever a page with a stream is left.
LEFT = r"The connection to \S+ was interrupted|can’t establish a connection to the server at \S+/stream"

LOCALES = {"en": "en-US", "ko": "ko-KR"}
PATIENCE_MS = 30_000  # a slow machine must not fail a test


class Visitor:
    """One page in a context of its own. Collects what goes wrong on it."""

    def __init__(self, browser: Browser, base_url: str, **options: Any) -> None:
        self.base_url = base_url
        self.context = browser.new_context(base_url=base_url, **options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self._complaints: list[str] = []
        self._expected = [LEFT]
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self._complaints.append(f"uncaught: {error}"))

    def expect_complaint(self, pattern: str) -> None:
        """Allow console errors that match the pattern; a page with status 404 causes one."""
        self._expected.append(pattern)

    def leave(self) -> list[str]:
        """Close the context and return the unexpected complaints."""
        self.context.close()
        return [text for text in self._complaints if not any(re.search(known, text) for known in self._expected)]

    def _listen(self, message: ConsoleMessage) -> None:
        # Chromium also logs violations of the Content-Security-Policy as errors.
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    @property
    def overflow(self) -> int:
        """The number of pixels by which the page is wider than its window."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))
