"""The buttons of a played room for what a candidate can do instead of answering, and turns as a snapshot has them."""

from typing import Any

from playwright.sync_api import Locator

from .played import Played

OPEN = {"kind": "open", "topic": "Python", "answer": ""}
SKIPPED = {**OPEN, "turn": 1, "status": "skipped", "question": "One?"}
REPHRASED = {**OPEN, "turn": 1, "status": "rephrased", "question": "One?"}
CLARIFIED = {**OPEN, "turn": 2, "kind": "clarify", "status": "asked", "question": "One, simply?"}


def button(played: Played, name: str) -> Locator:
    return played.page.locator(f"#answer-form [data-{name}]")


def skip(played: Played) -> None:
    button(played, "skip").click()
    button(played, "skip-yes").click()


def alert(played: Played) -> Locator:
    return played.page.locator("#answer-form [role=alert]")


def label(played: Played, turn: int) -> Locator:
    return played.someone.turn(turn).locator("[data-label]")


def sent(played: Played) -> list[tuple[str, Any]]:
    return [(name, body) for name, body in played.posts if name != "start"]
