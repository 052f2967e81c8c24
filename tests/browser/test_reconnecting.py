"""How the room reconnects after its stream broke. The test plays the server."""

import pytest
from playwright.sync_api import expect

from .played import EPOCH, Play, Played, question


@pytest.mark.also_in_firefox
def test_a_stream_that_breaks_is_resumed_from_the_last_event(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half")
    positions = "sources.map((source) => source.position)"
    live = "sources.filter((source) => source.readyState !== 2).length"
    for longest_wait_ms in (1000, 2000, 4000):
        played.page.evaluate("play.hangUp()")
        assert played.page.evaluate(live) == 0
        played.page.clock.run_for(longest_wait_ms)
        assert played.page.evaluate(live) == 1
    expect(played.page.locator("#connection")).to_have_text("Connection lost. Reconnecting…")
    played.page.evaluate("play.accept()")
    expect(played.page.locator("#connection")).to_have_text("Connected again")
    resumed = played.page.evaluate(positions)
    assert resumed == [None, *[f"{EPOCH}-2"] * 3]
    played.send("token", text=" and half")
    expect(question(played)).to_have_text("Half and half")


def test_a_stream_that_is_refused_is_looked_into(play: Play) -> None:
    played = play()
    played.someone.visitor.expect_complaint("status of 404")
    played.open()
    played.refusal = (404, "There is nothing here for you.")
    played.page.evaluate("play.refuse()")
    expect(played.someone.panel("refused")).to_contain_text("Your invitation link takes you back")
    expect(played.page.locator("main")).not_to_contain_text("There is nothing here for you.")


def test_a_stream_that_is_refused_because_all_is_over_leads_to_the_end(played: Played) -> None:
    turn = {"turn": 1, "topic": "", "answer": "", "status": "closed", "kind": "close", "question": "Goodbye."}
    played.snapshot = {"status": "finished", "turns": [turn], "last_event_id": "9-9"}
    played.page.evaluate("play.refuse()")
    played.someone.wait_for_end()
    assert played.someone.shown_question(1) == "Goodbye."
    assert played.page.evaluate("sources.length") == 1


@pytest.mark.also_in_firefox
def test_a_stream_that_went_silent_is_begun_anew(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.snapshot = {"last_event_id": "9-9"}
    played.page.clock.run_for(3_600)
    expect(played.page.locator("html")).to_have_attribute("data-sources", "2")
    assert played.page.evaluate("sources.map((source) => source.readyState)") == [2, 0]


@pytest.mark.also_in_firefox
def test_what_a_new_stream_does_not_bring_either_is_read_from_the_api(play: Play) -> None:
    """A proxy between them holds back what is streamed; nothing else is wrong."""
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    turn = {"turn": 1, "kind": "open", "topic": "", "status": "asked", "question": "Through a proxy?", "answer": ""}
    played.snapshot = {"turns": [turn], "last_event_id": "9-9"}
    played.page.clock.run_for(3_600)
    expect(played.page.locator("html")).to_have_attribute("data-sources", "2")
    expect(played.someone.turn(1)).to_have_attribute("data-status", "queued")
    played.page.clock.run_for(3_500)
    played.someone.wait_for_question(1)
    assert played.someone.shown_question(1) == "Through a proxy?"
    assert played.page.evaluate("sources.length") == 2


@pytest.mark.parametrize(
    ("code", "too_early_ms", "due_ms"),
    [(4012, 0, 500), (4408, 3900, 4100), (4429, 3900, 4100), (1006, 400, 600), (4500, 400, 600)],
)
def test_a_closed_socket_comes_back_when_its_code_says(play: Play, code: int, too_early_ms: int, due_ms: int) -> None:
    played = play("ws")
    played.page.clock.install()
    played.page.add_init_script("Math.random = () => 0")
    played.page.reload()
    played.open()
    played.page.clock.pause_at(played.page.evaluate("Date.now()") + 1000)
    played.page.evaluate("code => play.closeWith(code)", code)
    played.page.clock.run_for(too_early_ms)
    assert played.page.evaluate("sources.length") == 1 + (code == 4012)
    played.page.clock.run_for(due_ms - too_early_ms)
    assert played.page.evaluate("sources.length") == 2


@pytest.mark.parametrize("code", [4401, 4404])
def test_a_socket_that_is_turned_away_stays_closed(play: Play, code: int) -> None:
    played = play("ws")
    played.open()
    error = {"type": "error", "code": "unauthorized", "message": "Sign in first."}
    played.page.evaluate("([code, error]) => play.closeWith(code, error)", [code, error])
    expect(played.someone.panel("refused")).to_contain_text("Your invitation link takes you back")
    assert played.page.evaluate("sources.length") == 1


def test_a_socket_that_never_opened_is_looked_into(play: Play) -> None:
    played = play("ws")
    played.someone.visitor.expect_complaint("status of 401")
    played.refusal = (401, "Sign in first.")
    played.page.evaluate("play.closeWith(1006)")
    expect(played.someone.panel("refused")).to_contain_text("Your invitation link takes you back")


@pytest.mark.parametrize("code", [4408, 4429])
def test_a_socket_that_was_told_to_rest_says_why_until_it_is_back(play: Play, code: int) -> None:
    played = play("ws")
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.send("question.started", kind="open", topic="Python", attempt=1)
    played.send("token", text="Half")
    error = {"type": "error", "code": "too_slow", "message": "Your connection is too slow."}
    played.page.evaluate("([code, error]) => play.closeWith(code, error)", [code, error])
    played.page.clock.run_for(500)
    line = played.page.locator("#connection")
    expect(line).to_have_text("Connection lost. Reconnecting…")
    played.page.clock.run_for(8_000)
    assert played.page.evaluate("sources.map((source) => source.position)") == [None, f"{EPOCH}-2"]
    expect(line).to_have_text("Connection lost. Reconnecting…")  # an open connection is not enough
    played.state("running")
    expect(line).to_have_text("Connected again")
    played.send("token", text=" and half")
    expect(question(played)).to_have_text("Half and half")


def test_a_stream_that_alone_is_refused_is_given_a_rest(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.add_init_script("Math.random = () => 0")
    played.page.reload()
    played.open()
    with played.page.expect_response("**/v1/interviews/*"):
        played.page.evaluate("play.refuse()")
    played.page.clock.run_for(500)
    expect(played.page.locator("#connection")).to_have_text("Connection lost. Reconnecting…")
    played.page.clock.run_for(3_000)
    assert played.page.evaluate("sources.length") == 1
    played.page.clock.run_for(1_500)
    assert played.page.evaluate("sources.length") == 2
