"""A candidate who uses the pages in the browser."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Locator, Page, expect

from .visitor import Visitor

QUESTIONS = 4


class Candidate:
    def __init__(self, visitor: Visitor, invitation: dict[str, Any], language: str, transport: str = "sse") -> None:
        self.visitor, self.language, self.transport = visitor, language, transport
        self.interview: int = invitation["interview"]
        self.url = urljoin(visitor.base_url, urlsplit(invitation["url"]).path)

    @property
    def page(self) -> Page:
        return self.visitor.page

    def enter(self) -> None:
        """Go from the invitation to the room and consent if that is asked."""
        self.page.goto(self.url)
        for checkbox in self.page.get_by_role("checkbox").all():
            checkbox.check()
        self.page.locator("main form button").click()
        self.page.wait_for_url("**/interviews/*/")
        if self.transport != "sse":
            self.page.goto(f"{self.page.url}?transport={self.transport}")

    def begin(self) -> None:
        self.page.locator("[data-begin]").click()

    def turn(self, number: int) -> Locator:
        return self.page.locator(f".turn[data-turn='{number}']")

    def wait_for_question(self, number: int) -> Locator:
        """Wait until the question is complete and can be answered."""
        expect(self.turn(number)).to_have_attribute("data-status", "asked")
        expect(self.answer_box).to_be_visible()
        return self.turn(number)

    @property
    def answer_box(self) -> Locator:
        return self.page.locator("#answer")

    def answer(self, text: str) -> None:
        self.answer_box.fill(text)
        self.page.locator("[data-send]").click()

    def shown_question(self, number: int) -> str:
        return str(self.turn(number).locator("[data-question]").evaluate("node => node.textContent"))

    def wait_for_end(self) -> None:
        expect(self.panel("finished")).to_be_visible()

    def panel(self, name: str) -> Locator:
        return self.page.locator(f"[data-panel={name}]")

    def snapshot(self) -> dict[str, Any]:
        """Return the interview as the API shows it to this browser's session."""
        response = self.visitor.context.request.get(f"/v1/interviews/{self.interview}")
        assert response.ok
        return dict(response.json())
