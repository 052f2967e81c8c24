"""examples/chat.html, opened from disk in a real browser, against the running product."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from ops import ROOT
from ops.stack import Stack
from tests.interviews.guest import SECONDS, api_key

from .visitor import Visitor

PAGE = (ROOT / "examples" / "chat.html").as_uri()

# Each sound that is given to the loudspeaker: when it begins and how long it is, in seconds; and the page's sockets.
WATCHED = """
window.played = []
window.sockets = []
const start = AudioBufferSourceNode.prototype.start
AudioBufferSourceNode.prototype.start = function (when) {
  played.push({ when, seconds: this.buffer.duration, loudest: Math.max(...this.buffer.getChannelData(0)) })
  start.call(this, when)
}
window.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address)
    sockets.push(this)
  }
}
"""


@pytest.fixture(scope="module")
def key(stack: Stack) -> str:
    return api_key(stack)


@pytest.fixture
def page(visit: Callable[..., Visitor]) -> Page:
    page = visit().page
    page.add_init_script(WATCHED)
    page.goto(PAGE)
    return page


def begin(page: Page, url: str, key: str) -> None:
    page.get_by_label("Server").fill(url)
    page.get_by_label("API key").fill(key)
    page.get_by_role("button", name="Begin").click()


def answer(page: Page, text: str) -> None:
    box = page.get_by_label("Your answer")
    expect(box).to_be_visible()
    box.fill(text)
    page.get_by_role("button", name="Send").click()


def questions(page: Page) -> Any:
    return page.locator("#talk li")


def asked(stack: Stack, key: str, page: Page) -> list[str]:
    """Return the questions in the product's database once the newest is complete."""
    interview = page.evaluate("interview")
    with httpx.Client(base_url=stack.url, timeout=SECONDS, headers={"authorization": f"Bearer {key}"}) as http:
        http.post("/v1/chat", json={"message": "", "interview": interview}).raise_for_status()
        return [turn["question"] for turn in http.get(f"/v1/interviews/{interview}").json()["turns"]]


def test_an_interview_on_one_page_shows_what_was_asked(stack: Stack, key: str, page: Page) -> None:
    begin(page, stack.url, key)
    for number in range(1, 5):
        expect(questions(page)).to_have_count(number)
        answer(page, f"In my year {number} there I moved the order queue to PostgreSQL, because it was simpler.")
    expect(questions(page)).to_have_count(5)
    expect(questions(page)).to_have_text(asked(stack, key, page))
    expect(page.get_by_label("Your answer")).to_be_hidden()


def test_it_speaks_each_part_from_the_instant_at_which_the_one_before_it_ends(
    stack: Stack, key: str, page: Page
) -> None:
    begin(page, stack.url, key)
    expect(page.get_by_label("Your answer")).to_be_visible()
    page.wait_for_function("played.length >= 4")
    played = page.evaluate("played")
    assert max(part["loudest"] for part in played) > 0.1
    ends = [part["when"] + part["seconds"] for part in played]
    gaps = [after["when"] - end for after, end in zip(played[1:], ends, strict=False)]
    assert min(gaps) > -1e-9, "no two at once"
    assert min(gaps) < 1e-9, "not the least pause, but where the next one was not there yet"


def test_it_comes_back_after_its_socket_was_lost_and_loses_no_answer(stack: Stack, key: str, page: Page) -> None:
    begin(page, stack.url, key)
    expect(page.get_by_label("Your answer")).to_be_visible()
    page.evaluate("socket.close()")
    answer(page, "We use Redis for our queues.")  # no server can take it
    expect(questions(page)).to_have_count(2)
    expect(page.get_by_label("Your answer")).to_be_visible(timeout=SECONDS * 1000)
    assert page.evaluate("sockets.length") == 2
    expect(questions(page)).to_have_text(asked(stack, key, page))


def test_it_says_why_it_was_refused_and_stays_away(stack: Stack, page: Page) -> None:
    begin(page, stack.url, "nobody")
    expect(page.get_by_role("status")).to_contain_text("Your access token is missing")
    page.wait_for_function("sockets[0].readyState === WebSocket.CLOSED")
    assert page.evaluate("sockets.length") == 1


def test_the_key_stands_in_no_address(stack: Stack, key: str, page: Page) -> None:
    begin(page, stack.url, key)
    page.wait_for_function("sockets.length === 1")
    assert key not in page.url + page.evaluate("sockets[0].url")
