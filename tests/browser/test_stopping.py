"""Stopping a question while it is generated: by whom, and what the page says then and after a reload."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from ops.processes.process import wait_until
from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer

from .candidate import Candidate
from .pace import BEFORE_THE_FIRST_TOKEN, BETWEEN_TOKENS
from .visitor import Visitor

YOU, CANDIDATE, TEAM = (
    "You stopped this question.",
    "The candidate stopped this question.",
    "The interviewer's team stopped this question.",
)
SECONDS = 30
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
    model.reply = BEFORE_THE_FIRST_TOKEN if early else BETWEEN_TOKENS
    someone.enter()
    someone.begin()
    if early:
        expect(someone.turn(1)).to_have_attribute("data-status", "running")
    else:
        expect(someone.turn(1).locator("[data-question]")).to_have_text("Half a question, ")


def watch(visit: Callable[..., Visitor], stack: Stack, someone: Candidate) -> Visitor:
    """Open the same room as a member of staff."""
    staff = visit(locale="en-US")
    staff.page.goto(f"/admin/login/?next=/interviews/{someone.interview}/")
    staff.page.locator("#id_username").fill("admin")
    staff.page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
    staff.page.locator("[type=submit]").click()
    staff.page.wait_for_url("**/interviews/*/")
    return staff


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
    someone.turn(1).locator("[data-stop]").click()
    assert_told(someone.visitor, YOU)
    assert model.wait_for_running(0)
    model.reply = Reply()
    someone.turn(1).locator("[data-retry]").click()
    someone.wait_for_question(1)
    assert someone.shown_question(1) == someone.snapshot()["turns"][0]["question"]


@STAGES
def test_the_team_stops_a_question_from_the_room(
    candidate: Callable[..., Candidate], visit: Callable[..., Visitor], stack: Stack, model: ScriptedServer, stage: str
) -> None:
    someone = candidate("en")
    begin(someone, model, stage)
    staff = watch(visit, stack, someone)
    staff.page.locator("[data-stop]").click()
    for visitor in (someone.visitor, staff):
        assert_told(visitor, TEAM)
    expect(staff.page.locator("[data-retry]")).to_be_hidden()
    expect(someone.turn(1).locator("[data-retry]")).to_be_visible()


def test_who_watches_is_told_that_the_candidate_stopped_it(
    candidate: Callable[..., Candidate], visit: Callable[..., Visitor], stack: Stack, model: ScriptedServer
) -> None:
    someone = candidate("en")
    begin(someone, model, "between tokens")
    staff = watch(visit, stack, someone)
    someone.turn(1).locator("[data-stop]").click()
    assert_told(staff, CANDIDATE)


def test_admin_stops_a_question_and_shows_who_is_there(
    candidate: Callable[..., Candidate], visit: Callable[..., Visitor], stack: Stack, model: ScriptedServer
) -> None:
    someone = candidate("en")
    begin(someone, model, "between tokens")
    staff = watch(visit, stack, someone)
    page = staff.context.new_page()  # beside the room

    def both_are_there() -> bool:
        page.goto(f"/admin/interviews/interview/?id={someone.interview}")
        return page.locator("#result_list .field-here").inner_text() == "candidate + staff"

    wait_until(both_are_there, SECONDS, "admin shows both")
    page.locator("#result_list .action-select").check()
    page.locator("select[name=action]").select_option("stop_questions")
    page.locator("button[name=index]").click()
    expect(page.locator(".messagelist")).to_have_text("Questions stopped: 1.")
    assert_told(someone.visitor, TEAM)


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
        someone.turn(1).locator("[data-stop]").click()
        expect(failure(someone.visitor)).to_have_text(YOU)
        expect(someone.page.locator("#outage")).to_be_hidden()
        someone.turn(1).locator("[data-retry]").click()
    finally:
        stack.worker.start().wait_until_ready()
    someone.wait_for_question(1)
    expect(someone.page.locator("#outage")).to_be_hidden()
