"""The page says when its connection is lost and reconnects by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ops.stack import Stack

from .candidate import Candidate
from .kept import kept_drafts

BOTH = pytest.mark.parametrize("transport", ["sse", "ws"])
UNREACHABLE = "ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|ERR_NETWORK|status of 50"


@BOTH
def test_a_lost_network_is_told_and_the_interview_goes_on(candidate: Callable[..., Candidate], transport: str) -> None:
    someone = candidate("en", transport)
    someone.visitor.expect_complaint(UNREACHABLE)
    status = someone.page.locator("#connection")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.visitor.context.set_offline(True)
    expect(status).to_have_text("Connection lost. Reconnecting…")
    someone.answer("Written in a tunnel.")
    expect(someone.page.locator("#answer-form [role=alert]")).to_contain_text("Nothing you wrote is lost")
    expect(someone.answer_box).to_have_value("Written in a tunnel.")
    someone.visitor.context.set_offline(False)
    expect(status).to_have_text("Connected again")
    expect(status).to_be_hidden()
    someone.page.locator("[data-send]").click()
    someone.wait_for_question(2)
    assert someone.snapshot()["turns"][0]["answer"] == "Written in a tunnel."


@BOTH
def test_a_restarted_server_is_found_again(candidate: Callable[..., Candidate], stack: Stack, transport: str) -> None:
    someone = candidate("en", transport)
    someone.visitor.expect_complaint(UNREACHABLE)
    status = someone.page.locator("#connection")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    stack.web.kill()
    expect(status).to_have_text("Connection lost. Reconnecting…")
    stack.web.start()
    expect(status).to_have_text("Connected again", timeout=60_000)
    someone.answer("Still here.")
    someone.wait_for_question(2)
    assert someone.shown_question(2) == someone.snapshot()["turns"][1]["question"]


@BOTH
def test_who_is_no_longer_let_in_is_told_where_to_go(candidate: Callable[..., Candidate], transport: str) -> None:
    someone = candidate("en", transport)
    someone.visitor.expect_complaint(f"status of 401|{UNREACHABLE}")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.visitor.context.clear_cookies()
    someone.visitor.context.set_offline(True)
    someone.visitor.context.set_offline(False)
    expect(someone.panel("refused")).to_contain_text("Please open your invitation link again")
    expect(someone.answer_box).to_be_hidden()


def test_a_draft_survives_a_reload_and_goes_with_its_answer(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.answer_box.fill("Half a thought")
    someone.page.reload()
    someone.wait_for_question(1)
    expect(someone.answer_box).to_have_value("Half a thought")
    someone.page.locator("[data-send]").click()
    someone.wait_for_question(2)
    expect(someone.answer_box).to_have_value("")
    assert kept_drafts(someone.page) == []


def test_an_answer_from_another_tab_shows_here_too(candidate: Callable[..., Candidate]) -> None:
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    here = someone.page.locator(".turn[data-turn='1'] [data-answer-text]")
    other = someone.visitor.context.new_page()
    other.goto(someone.page.url)
    other.locator("#answer").fill("From the other tab")
    other.locator("[data-send]").click()
    expect(here).to_have_text("From the other tab")
    someone.wait_for_question(2)
