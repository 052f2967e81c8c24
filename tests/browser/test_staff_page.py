"""The page of one interview for staff, beside the candidate's room: live, stopped and asked again, and played again."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer

from .candidate import Candidate
from .pace import BETWEEN_TOKENS
from .visitor import Visitor

WIDTHS = (360, 768, 1440)


@pytest.fixture
def stack(paced_stack: Stack, model: ScriptedServer) -> Iterator[Stack]:
    yield paced_stack
    model.reply = Reply()


@pytest.fixture
def watch(visit: Callable[..., Visitor], stack: Stack) -> Callable[[Candidate], Visitor]:
    """Return a function that opens a candidate's interview as a member of staff."""

    def watch(someone: Candidate) -> Visitor:
        staff = visit(locale="en-US")
        staff.page.goto(f"/admin/login/?next=/staff/interviews/{someone.interview}/")
        staff.page.locator("#id_username").fill("admin")
        staff.page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
        staff.page.locator("[type=submit]").click()
        staff.page.wait_for_url("**/staff/interviews/*/")
        return staff

    return watch


def turn(page: Page, number: int) -> Locator:
    return page.locator(f"[data-part=transcript] [data-turn='{number}']")


def act(page: Page, name: str, reason: str) -> None:
    """Carry out an action with the keyboard alone."""
    page.locator(f"[data-name={name}] summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(reason)
    page.keyboard.press("Enter")


def test_staff_watch_stop_and_ask_again_while_it_happens(
    candidate: Callable[..., Candidate], watch: Callable[[Candidate], Visitor], model: ScriptedServer
) -> None:
    someone = candidate("en")
    someone.enter()
    staff = watch(someone)
    page = staff.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Test")
    expect(page.locator("[data-part=header]")).to_contain_text("You are watching.")
    expect(page.locator("[data-part=progress]")).to_contain_text("The candidate has not begun yet.")

    model.reply = BETWEEN_TOKENS
    someone.begin()
    expect(turn(page, 1).locator("[data-question]")).to_have_text("Half a question, ")
    expect(page.locator("[data-part=header]")).to_contain_text("The candidate is connected.")

    act(page, "stop", "Not about the job.")
    expect(page.locator(".notice").filter(has_text="The question was stopped.")).to_be_visible()
    expect(turn(page, 1)).to_contain_text("Your team stopped this question.")
    expect(someone.turn(1).locator("[data-failure-message]")).to_have_text(
        "The interviewer's team stopped this question."
    )

    model.reply = Reply()
    act(page, "ask_again", "By mistake.")
    someone.wait_for_question(1)
    expect(turn(page, 1)).to_have_attribute("data-status", "asked")
    expect(turn(page, 1).locator("[data-question]")).to_have_text(someone.shown_question(1))

    someone.answer("I moved the queue to Redis.")
    someone.wait_for_question(2)
    expect(turn(page, 1)).to_contain_text("I moved the queue to Redis.")
    expect(turn(page, 2)).to_have_attribute("data-status", "asked")
    expect(page.locator("[data-part=history]")).to_contain_text("Not about the job.")
    expect(page.locator("[data-part=latency] circle.first-token")).to_have_count(3)  # two questions and the legend
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert staff.overflow == 0, width


def test_who_watches_is_told_that_the_candidate_stopped_it(
    candidate: Callable[..., Candidate], watch: Callable[[Candidate], Visitor], model: ScriptedServer
) -> None:
    someone = candidate("en")
    model.reply = BETWEEN_TOKENS
    someone.enter()
    someone.begin()
    staff = watch(someone)
    expect(turn(staff.page, 1).locator("[data-question]")).to_have_text("Half a question, ")
    someone.turn(1).locator("[data-stop]").click()
    expect(turn(staff.page, 1)).to_contain_text("The candidate stopped this question.")


def test_who_watches_is_told_that_the_interview_was_deleted(
    candidate: Callable[..., Candidate], watch: Callable[[Candidate], Visitor], stack: Stack
) -> None:
    someone = candidate("en")
    someone.enter()
    staff = watch(someone)
    expect(staff.page.locator("[data-part=header]")).to_contain_text("You are watching.")
    staff.expect_complaint("status of 404")  # the page that is loaded again; the streams end without an error
    stack.manage("forget", str(someone.interview))
    expect(staff.page.locator("#connection")).to_contain_text("You can no longer see this interview.")
    response = staff.page.reload()
    assert response and response.status == 404


def test_what_was_said_so_far_is_played_again_while_the_interview_goes_on(
    candidate: Callable[..., Candidate], watch: Callable[[Candidate], Visitor]
) -> None:
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    page = watch(someone).page
    page.get_by_role("link", name="Play again what was said so far").click()
    whole = someone.shown_question(1)
    page.locator("[data-seek]").focus()
    page.keyboard.press("Home")
    expect(turn(page, 1).locator("[data-question]")).not_to_have_text(whole)
    page.locator("[data-play]").click()
    expect(turn(page, 1).locator("[data-question]")).to_have_text(whole)
    page.get_by_role("link", name="Back to watching").click()
    someone.answer("I moved the queue to Redis.")
    expect(turn(page, 2)).to_have_attribute("data-status", "asked")


def test_a_cancelled_interview_ends_in_the_room_and_can_be_played_again(
    candidate: Callable[..., Candidate], watch: Callable[[Candidate], Visitor]
) -> None:
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.answer("I moved the queue to Redis.")
    someone.wait_for_question(2)
    staff = watch(someone)
    page = staff.page
    act(page, "cancel", "The position is filled.")
    expect(page.locator(".pill")).to_have_text("cancelled")
    expect(someone.panel("cancelled")).to_be_visible()

    question, seek = turn(page, 1).locator("[data-question]"), page.locator("[data-seek]")
    whole = question.inner_text()
    seek.focus()
    page.keyboard.press("Home")
    expect(turn(page, 2)).to_be_hidden()
    expect(turn(page, 1).locator("[data-answer]")).to_be_hidden()
    page.locator("[data-speed]").select_option("8")
    page.locator("[data-play]").click()
    expect(page.locator("[data-play]")).to_have_text("Pause")
    expect(turn(page, 2)).to_be_visible()
    expect(page.locator("[data-play]")).to_have_text("Play")
    expect(question).to_have_text(whole)

    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(turn(page, 1)).to_be_visible()
    for hidden in (".site-header", ".crumbs", ".staff-side", "[data-replay]", "[data-print]"):
        expect(page.locator(hidden)).to_be_hidden()
