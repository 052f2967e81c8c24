"""A candidate stops a question while it is generated, and what the page says then and after a reload."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer

from .candidate import Candidate
from .pace import BEFORE_THE_FIRST_TOKEN, BETWEEN_TOKENS
from .visitor import Visitor

YOU = "You stopped this question."
STAGES = pytest.mark.parametrize("stage", ["before the first token", "between tokens"])


@pytest.fixture
def stack(paced_stack: Stack, model: ScriptedServer) -> Iterator[Stack]:
    yield paced_stack
    model.reply = Reply()


def failure(visitor: Visitor) -> Locator:
    return visitor.page.locator(".turn[data-turn='1'] [data-failure-message]")


def begin(someone: Candidate, model: ScriptedServer, stage: str) -> None:
    """Wait until the question is being generated."""
    early = stage == "before the first token"
    someone.page.clock.install()
    model.reply = BEFORE_THE_FIRST_TOKEN if early else BETWEEN_TOKENS
    someone.enter()
    someone.begin()
    if early:
        expect(someone.turn(1)).to_have_attribute("data-status", "running")
    else:
        expect(someone.turn(1).locator("[data-question]")).to_have_text("Half a question, ")


def stop(someone: Candidate) -> None:
    """Press the button, which shows once a question takes long."""
    button = someone.turn(1).locator("[data-stop]")
    expect(button).to_be_hidden()
    someone.page.clock.run_for(10_100)
    button.click()


def assert_told(visitor: Visitor, sentence: str) -> None:
    """Check the page now and after a reload."""
    expect(failure(visitor)).to_have_text(sentence)
    visitor.page.reload()
    expect(failure(visitor)).to_have_text(sentence)
    expect(visitor.page.locator("[data-stop]")).to_be_hidden()


@STAGES
@pytest.mark.parametrize("transport", ["sse", "ws"])
def test_the_candidate_stops_a_question_and_asks_again(
    candidate: Callable[..., Candidate], model: ScriptedServer, stage: str, transport: str
) -> None:
    someone = candidate("en", transport)
    begin(someone, model, stage)
    stop(someone)
    assert_told(someone.visitor, YOU)
    assert model.wait_for_running(0)
    model.reply = Reply()
    someone.turn(1).locator("[data-retry]").click()
    someone.wait_for_question(1)
    assert someone.shown_question(1) == someone.snapshot()["turns"][0]["question"]


def test_a_question_in_line_is_stopped_while_no_interviewer_is_at_work(
    candidate: Callable[..., Candidate], stack: Stack, model: ScriptedServer
) -> None:
    model.reply = Reply()
    someone = candidate("en")
    someone.visitor.expect_complaint("status of 503")
    someone.enter()
    stack.worker.stop()
    try:
        someone.begin()
        expect(someone.page.locator("#outage")).to_contain_text("The interviewer is not available right now.")
        someone.turn(1).locator("[data-stop]").click()  # which shows after ten seconds
        expect(failure(someone.visitor)).to_have_text(YOU)
        expect(someone.page.locator("#outage")).to_be_hidden()
        someone.turn(1).locator("[data-retry]").click()
    finally:
        stack.worker.start().wait_until_ready()
    someone.wait_for_question(1)
    expect(someone.page.locator("#outage")).to_be_hidden()
