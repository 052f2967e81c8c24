"""A worker dies in the middle of a question: candidate and recruiter read for how long it was away."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer

from .candidate import Candidate
from .conftest import asking
from .pace import BETWEEN_TOKENS
from .visitor import Visitor

AWAY = "The interviewer was away for"


@pytest.fixture(scope="module")
def stack(model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    # Another worker takes the question over once the lease has run out: longer than what is too short to mention.
    with Stack(tmp_path_factory.mktemp("interrupted"), LEASE_SECONDS="6", **asking(model)) as running:
        yield running
    model.reply = Reply()


def test_a_killed_worker_is_told_on_both_pages(
    candidate: Callable[..., Candidate], visit: Callable[..., Visitor], stack: Stack, model: ScriptedServer
) -> None:
    someone = candidate("en")
    model.reply = BETWEEN_TOKENS
    someone.enter()
    someone.begin()
    expect(someone.turn(1).locator("[data-question]")).to_have_text("Half a question, ")
    stack.worker.kill()
    model.reply = Reply()
    stack.worker.start()
    someone.wait_for_question(1)
    expect(someone.turn(1).locator("[data-interruption]")).to_contain_text(AWAY)
    staff = visit()
    staff.page.goto(f"/admin/login/?next=/staff/interviews/{someone.interview}/")
    staff.page.locator("#id_username").fill("admin")
    staff.page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
    staff.page.locator("[type=submit]").click()
    expect(staff.page.locator("[data-part=transcript]")).to_contain_text(AWAY)
