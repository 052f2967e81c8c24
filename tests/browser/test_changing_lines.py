"""Nothing is lost or doubled if the stream changes transport, ends, is refused or loses Redis during a question."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer

from .candidate import Candidate
from .conftest import STREAMS_PER_USER
from .pace import TEXT, Dawdling

BOTH = pytest.mark.parametrize("transport", ["sse", "ws"])
COMPLAINTS = "ERR_|status of (50|429)|WebSocket"


@pytest.fixture
def stack(paced_stack: Stack, model: ScriptedServer) -> Iterator[Stack]:
    yield paced_stack
    model.reply = Reply()


@pytest.fixture
def dawdling(model: ScriptedServer) -> Dawdling:
    model.reply = dawdling = Dawdling()  # type: ignore[assignment]
    return dawdling


def half_asked(someone: Candidate) -> Locator:
    """Go to the middle of the first question."""
    someone.visitor.expect_complaint(COMPLAINTS)
    someone.enter()
    someone.begin()
    return expect_some(someone.page)


def expect_some(page: Page) -> Locator:
    question = page.locator(".turn[data-turn='1'] [data-question]")
    expect(question).to_contain_text("word0 word1 ")
    return question


def assert_whole(someone: Candidate) -> None:
    someone.wait_for_question(1)
    assert someone.shown_question(1) == someone.snapshot()["turns"][0]["question"] == TEXT


def test_a_reader_changes_from_one_transport_to_the_other_and_back(
    candidate: Callable[..., Candidate], dawdling: Dawdling
) -> None:
    someone = candidate("en")
    half_asked(someone)
    address = someone.page.url
    with someone.page.expect_websocket():
        someone.page.goto(f"{address}?transport=ws")
    expect_some(someone.page)
    with someone.page.expect_request(lambda request: request.resource_type == "eventsource"):
        someone.page.goto(address)
    expect_some(someone.page)
    expect(someone.turn(1)).to_have_attribute("data-status", "running")
    dawdling.hurry()
    assert_whole(someone)


@BOTH
def test_a_web_process_that_ends_sends_its_reader_to_the_next(
    candidate: Callable[..., Candidate], stack: Stack, dawdling: Dawdling, transport: str
) -> None:
    someone = candidate("en", transport)
    question = half_asked(someone)
    stack.web.stop()
    expect(someone.page.locator("#connection")).to_have_text("Connection lost. Reconnecting…")
    assert question.inner_text().startswith("word0 word1 ")
    stack.web.start().wait_until_ready()
    expect(someone.page.locator("#connection")).to_have_text("Connected again")
    dawdling.hurry()
    assert_whole(someone)


@BOTH
def test_redis_that_is_away_in_the_middle_is_told_and_all_goes_on_when_it_is_back(
    candidate: Callable[..., Candidate], stack: Stack, dawdling: Dawdling, transport: str
) -> None:
    someone = candidate("en", transport)
    half_asked(someone)
    notice = someone.page.locator("#outage")
    stack.redis.stop()
    try:
        expect(notice).to_contain_text("The live connection was lost.")
        assert someone.visitor.context.request.get("/readyz").json()["redis"] == "away"
    finally:
        stack.redis.start()
    expect(notice).to_be_hidden()
    dawdling.hurry()
    assert_whole(someone)
    expect(notice).to_be_hidden()


@BOTH
def test_redis_that_is_away_from_the_start_lets_everything_begin(
    candidate: Callable[..., Candidate], stack: Stack, model: ScriptedServer, transport: str
) -> None:
    model.reply = Reply()
    someone = candidate("ko", transport)
    someone.visitor.expect_complaint(COMPLAINTS)
    notice = someone.page.locator("#outage")
    stack.redis.stop()
    try:
        someone.enter()
        someone.begin()
        expect(notice).to_contain_text("실시간 연결이 끊겨 다시 연결하고 있습니다.")
        expect(someone.page.locator("#announcer")).to_contain_text("실시간 연결이 끊겨 다시 연결하고 있습니다.")
        someone.page.reload()
        expect(notice).to_be_visible()
    finally:
        stack.redis.start()
    someone.wait_for_question(1)
    expect(notice).to_be_hidden()
    assert someone.shown_question(1) == someone.snapshot()["turns"][0]["question"]


@BOTH
def test_one_stream_too_many_waits_for_a_place(
    candidate: Callable[..., Candidate], dawdling: Dawdling, transport: str
) -> None:
    someone = candidate("en", transport)
    half_asked(someone)
    others = [someone.visitor.context.new_page() for _ in range(STREAMS_PER_USER)]
    for page in others[:-1]:
        page.goto(someone.page.url)
        expect_some(page)
    last = others[-1]
    last.goto(someone.page.url)
    expect(last.locator("#connection")).to_contain_text("Connection lost. Reconnecting…")
    expect(last.locator("#outage")).to_contain_text("The live connection was lost.")
    others[0].close()
    expect_some(last)
    expect(last.locator("#outage")).to_be_hidden()
    dawdling.hurry()
    assert_whole(someone)
    expect(last.locator(".turn[data-turn='1'] [data-question]")).to_have_text(TEXT)
