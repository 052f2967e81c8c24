"""The room sends drafts of an answer: rarely, only the newest, and never after the answer itself."""

import pytest
from playwright.sync_api import Route, expect

from .played import ROOM, Play, Played

INTERVAL_MS = 1500


@pytest.fixture
def writing(play: Play) -> Played:
    """Return a room whose first question waits for an answer, with a stopped clock."""
    played = play(reduced_motion="reduce")
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)
    return played


def pass_time(played: Played, milliseconds: int = INTERVAL_MS) -> None:
    """Advance the clock and wait for the requests that this causes."""
    played.page.clock.run_for(milliseconds)
    played.page.evaluate("fetch('/v1/interviews/0/settled', { method: 'POST' })")


def texts(played: Played) -> list[str]:
    assert all(draft["turn"] == 1 for draft in played.drafts)
    return [draft["text"] for draft in played.drafts]


def test_the_newest_text_is_sent_once_an_interval(writing: Played) -> None:
    box = writing.someone.answer_box
    for text in ("W", "We", "We use Red"):
        box.fill(text)
        pass_time(writing, 400)
    assert texts(writing) == []
    pass_time(writing, 400)
    assert texts(writing) == ["We use Red"]
    box.fill("We use Redis ")
    pass_time(writing, INTERVAL_MS - 100)
    assert texts(writing) == ["We use Red"]
    pass_time(writing, 200)
    assert texts(writing) == ["We use Red", "We use Redis "]


def test_what_did_not_change_is_not_sent_again(writing: Played) -> None:
    box = writing.someone.answer_box
    box.fill("Redis")
    pass_time(writing)
    pass_time(writing, 10 * INTERVAL_MS)
    box.fill("Redis!")
    box.fill("Redis")
    pass_time(writing)
    assert texts(writing) == ["Redis"]
    box.fill("")
    pass_time(writing)
    assert texts(writing) == ["Redis", ""]


def test_nothing_is_sent_behind_the_answer(writing: Played) -> None:
    held = writing.hold()
    writing.someone.answer("We use Redis.")
    expect(writing.page.locator("[data-send]")).to_have_text("Sending…")
    pass_time_unanswered(writing)
    held[0].fulfill(status=202, json={"turn": 2})
    expect(writing.someone.turn(1)).to_have_attribute("data-status", "answered")
    pass_time_unanswered(writing)
    assert texts(writing) == []


def pass_time_unanswered(played: Played) -> None:
    played.page.clock.run_for(3 * INTERVAL_MS)
    expect(played.page.locator("#transcript")).to_be_visible()


def test_an_answer_that_was_refused_is_written_on(writing: Played) -> None:
    writing.someone.visitor.expect_complaint("status of 503")
    writing.refusal = (503, "Not now.")
    writing.someone.answer("We use")
    expect(writing.page.locator("#answer-form [role=alert]")).to_contain_text("Something went wrong on our side.")
    writing.refusal = None
    writing.someone.answer_box.fill("We use Redis")
    pass_time(writing)
    assert texts(writing) == ["We use Redis"]


def test_a_refusal_is_answered_with_patience_and_without_a_word(writing: Played) -> None:
    writing.someone.visitor.expect_complaint("status of 429")
    writing.refuses_drafts = True
    for number in range(20):
        writing.someone.answer_box.fill("x" * number)
        pass_time(writing, INTERVAL_MS // 2)
    assert 1 <= len(writing.drafts) <= 5, "of ten intervals"
    expect(writing.page.locator("#answer-form [role=alert]")).to_be_hidden()
    expect(writing.page.locator("#connection")).to_be_hidden()
    writing.refuses_drafts = False
    # The last refusal may reach the page only after the first minute: its next request then waits for the second.
    for _ in range(5):
        pass_time(writing, 60_000)
    assert texts(writing)[-1] == "x" * 19


def test_a_long_answer_is_sent_as_far_as_the_model_reads_it(writing: Played) -> None:
    writing.someone.answer_box.fill(" " + "가" * 4_001)
    pass_time(writing)
    writing.someone.answer_box.press("End")
    writing.someone.answer_box.press("a")
    pass_time(writing)
    assert texts(writing) == ["가" * 4_000]


def test_where_drafts_are_off_the_room_sends_none(play: Play) -> None:
    played = play(reduced_motion="reduce")
    played.page.clock.install()
    played.page.route(ROOM, serve_without_drafts)
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.someone.answer_box.fill("We use Redis")
    pass_time(played, 4 * INTERVAL_MS)
    assert texts(played) == []


def serve_without_drafts(route: Route) -> None:
    response = route.fetch()
    on, off = '"drafts": true', '"drafts": false'
    assert response.text().count(on) == 1
    route.fulfill(response=response, body=response.text().replace(on, off))
