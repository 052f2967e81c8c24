"""Seeded runs of "type, something breaks, come back": every word that was typed stays within reach.

`make test` has the same runs each time; `make comebacks` makes new ones unless it is given a seed.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, TimeoutError

from ops.stack import Stack

from .browsers import ARGUMENTS, chromium, kill
from .candidate import QUESTIONS
from .kept import kept_drafts
from .visitor import PATIENCE_MS

_asked = os.environ.get("COMEBACK_RUNS")
RUNS = int(_asked or 4)
FIRST_SEED = int(os.environ.get("COMEBACK_SEED") or (random.randrange(1, 1_000_000) if _asked else 1))
STEPS = 6

SHOWN = """
() => [...document.querySelectorAll("#answer, [data-unsent-text], [data-answer-text]")]
  .filter((element) => element.checkVisibility())
  .map((element) => element.value ?? element.textContent)
  .join(" ")
"""
TYPED = "addEventListener('input', ({ target }) => { window.typed = target.value }, true)"
HAS = f"(words) => {{ const shown = ({SHOWN})(); return words.every((word) => shown.includes(word)) }}"
IS_SETTLED = """
() => [...document.querySelectorAll("#answer, .panel--end")].some((element) => element.checkVisibility())
"""


class Home:
    """A candidate's device: a browser with its own profile, some tabs of the room, and all that was typed in them."""

    def __init__(self, browser: Browser, stack: Stack, profile: Path, chance: random.Random) -> None:
        self.browser, self.stack, self.profile, self.chance = browser, stack, profile, chance
        self.invitation = stack.invite("en")
        self.words: list[str] = []
        self.start()
        self.tabs[0].locator("[data-begin]").click()

    def start(self) -> None:
        """Open the browser and, by the invitation, the room."""
        options = {"executable_path": chromium(), "args": ARGUMENTS, "base_url": self.stack.url}
        launch = self.browser.browser_type.launch_persistent_context
        self.context: BrowserContext = launch(self.profile, **options)  # type: ignore[arg-type]
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(TYPED)
        page = self.context.pages[0]
        page.goto(self.invitation["url"])
        for checkbox in page.get_by_role("checkbox").all():
            checkbox.check()
        if "/interviews/" not in page.url:  # the browser may still have access
            page.locator("main form button").click()
            page.wait_for_url("**/interviews/*/")
        self.room = page.url
        self.tabs = [page]

    @property
    def tab(self) -> Page:
        return self.chance.choice(self.tabs)

    def type(self, page: Page) -> bool:
        """Add a word to the answer. Return False if there is nothing left to answer."""
        page.wait_for_function(IS_SETTLED)
        if not page.locator("#answer").is_visible():
            return False
        word = f"word{len(self.words)}."
        page.locator("#answer").focus()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(f"{word} ")
        if word in page.evaluate("window.typed ?? ''"):  # unless the question was answered elsewhere just before
            self.words.append(word)
        kept_drafts(page)  # once it is on the disk
        return True

    def missing(self) -> dict[int, list[str]]:
        """Return the words that are out of reach, by tab, once nothing more happens."""
        out_of_reach = {}
        for number, page in enumerate(self.tabs):
            with suppress(TimeoutError):
                page.wait_for_function(HAS, arg=self.words, timeout=PATIENCE_MS / 3)
                continue
            shown = page.evaluate(SHOWN)
            out_of_reach[number] = [word for word in self.words if word not in shown]
        return out_of_reach

    # What breaks.

    def reload(self, page: Page) -> None:
        page.reload()

    def close_the_tab(self, page: Page) -> None:
        self.open_another_tab(page)
        self.tabs.remove(page)
        page.close()

    def open_another_tab(self, _page: Page) -> None:
        self.tabs.append(self.context.new_page())
        self.tabs[-1].goto(self.room)

    def go_away_and_back(self, page: Page) -> None:
        page.goto("/healthz")
        page.go_back()

    def crash(self, _page: Page) -> None:
        kill(self.profile)
        with suppress(Error):  # it may have noticed
            self.context.close()
        self.start()

    def sleep(self, page: Page) -> None:
        """Freeze the tab, as a laptop's lid does, while the question is answered elsewhere."""
        session = self.context.new_cdp_session(page)
        session.send("Page.setWebLifecycleState", {"state": "frozen"})
        self.answer_elsewhere(page)
        session.send("Page.setWebLifecycleState", {"state": "active"})
        session.detach()

    def answer_elsewhere(self, _page: Page) -> None:
        """Answer the open question with another client: what is sent here afterwards is a 409."""
        with httpx.Client(base_url=self.stack.url, headers={"Authorization": f"Bearer {self.token}"}) as client:
            path = f"/v1/interviews/{self.invitation['interview']}"
            last = client.get(path).raise_for_status().json()["turns"][-1]
            if last["status"] == "asked" and last["kind"] != "close":
                client.post(f"{path}/answers", json={"turn": last["turn"], "text": "From elsewhere."})

    def send(self, page: Page) -> None:
        self._press_send(page, lambda route: route.continue_())

    def lose_the_reply(self, page: Page) -> None:
        self._press_send(page, lambda route: (route.fetch(), route.abort("connectionreset")))

    def meet_a_broken_proxy(self, page: Page) -> None:
        self._press_send(page, lambda route: route.fulfill(status=502, content_type="text/html", body="<h1>502</h1>"))

    def send_too_late(self, page: Page) -> None:
        def after_another(route: Route) -> None:
            self.answer_elsewhere(page)
            route.continue_()

        self._press_send(page, after_another)

    def _press_send(self, page: Page, on_the_way: Callable[[Route], object]) -> None:
        page.route("**/answers", on_the_way)
        with suppress(TimeoutError), page.expect_event("requestfinished", timeout=2_000):
            page.locator("[data-send]").click(timeout=2_000)
        page.wait_for_function("() => document.querySelector('[data-send]').getAttribute('aria-disabled') !== 'true'")
        page.unroute("**/answers")

    @cached_property
    def token(self) -> str:
        """The access token of another client."""
        asked = {"invitation": self.invitation["token"], "consent": True}
        reply = httpx.post(f"{self.stack.url}/v1/sessions", json=asked).raise_for_status()
        return str(reply.json()["access_token"])


BREAKS = [
    *(Home.reload, Home.close_the_tab, Home.open_another_tab, Home.go_away_and_back, Home.crash, Home.sleep),
    *(Home.answer_elsewhere, Home.lose_the_reply, Home.meet_a_broken_proxy, Home.send_too_late, Home.send),
]


@pytest.fixture
def home(browser: Browser, stack: Stack, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Home]:
    home = Home(browser, stack, tmp_path / "profile", random.Random(request.param))
    yield home
    home.context.close()


@pytest.mark.parametrize("home", range(FIRST_SEED, FIRST_SEED + RUNS), indirect=True)
def test_whatever_breaks_every_word_stays_within_reach(home: Home) -> None:
    happened = []
    for _ in range(STEPS):
        page = home.tab
        if not home.type(page):
            break
        happens = home.chance.choice(BREAKS)
        happened.append(happens.__name__)
        happens(home, page)
        assert home.missing() == {}, happened
    assert len(home.words) >= min(QUESTIONS, STEPS) - 2
