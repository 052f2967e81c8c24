"""What the room says during an outage, and when it asks for /readyz. The test plays the server."""

import pytest
from playwright.sync_api import Locator, expect

from .played import Play, Played, question

LINE = "The live connection was lost. Reconnecting… All answers are safe, and the interview will continue on its own."
COMPLAINTS = "status of 503|ERR_CONNECTION_REFUSED"
QUIET_MS, AGAIN_MS = 3_000, 6_000  # how long the page waits before its first look, and at most between two looks


@pytest.fixture
def waiting(play: Play) -> Played:
    """Return a room whose first question is queued, with a clock that the test moves."""
    played = play()
    played.someone.visitor.expect_complaint(COMPLAINTS)
    played.page.clock.install()
    played.page.reload()
    played.open()
    return played


def notice(played: Played) -> Locator:
    return played.page.locator("#outage")


def be_quiet(played: Played, milliseconds: int = QUIET_MS + 100) -> None:
    played.page.clock.run_for(milliseconds)


@pytest.mark.parametrize(
    ("away", "sentence"),
    [
        ({"redis", "worker"}, LINE),
        ({"worker"}, "The interviewer is not available right now."),
        ({"database", "redis"}, "We cannot save anything right now."),
        ({"server"}, "We cannot reach the server right now."),
    ],
)
def test_a_question_that_does_not_come_is_explained(waiting: Played, away: set[str], sentence: str) -> None:
    waiting.away = away
    be_quiet(waiting)
    expect(notice(waiting)).to_contain_text(sentence)
    expect(waiting.page.locator("#announcer")).to_contain_text(sentence)
    assert notice(waiting).get_attribute("role") is None, "it would be heard twice"


def test_an_event_takes_the_notice_away_and_ends_the_asking(waiting: Played) -> None:
    waiting.away = {"redis"}
    be_quiet(waiting)
    expect(notice(waiting)).to_be_visible()
    waiting.ask("At last?")
    expect(notice(waiting)).to_be_hidden()
    expect(waiting.page.locator("#announcer")).to_contain_text("Everything is working again.")
    waiting.someone.wait_for_question(1)
    asked = waiting.looks
    be_quiet(waiting, 60_000)
    assert waiting.looks == asked


def test_it_looks_again_and_takes_the_notice_away_once_all_is_there(waiting: Played) -> None:
    waiting.away = {"worker"}
    be_quiet(waiting)
    expect(notice(waiting)).to_be_visible()
    for _ in range(3):
        with waiting.page.expect_response("**/readyz"):
            be_quiet(waiting, AGAIN_MS)
    expect(notice(waiting)).to_be_visible()
    waiting.away = set()
    with waiting.page.expect_response("**/readyz"):
        be_quiet(waiting, AGAIN_MS)
    expect(notice(waiting)).to_be_hidden()


def test_a_worker_without_a_usable_model_is_away_for_the_candidate(waiting: Played) -> None:
    waiting.away, waiting.away_as = {"worker"}, "model unusable"
    be_quiet(waiting)
    expect(notice(waiting)).to_be_visible()


@pytest.mark.parametrize("status", [404, 429])
def test_a_proxy_that_does_not_let_the_page_ask_is_no_outage(waiting: Played, status: int) -> None:
    waiting.someone.visitor.expect_complaint(f"status of {status}")
    waiting.page.route("**/readyz", lambda route: route.fulfill(status=status, body="<h1>nginx</h1>"))
    with waiting.page.expect_response("**/readyz"):
        be_quiet(waiting)
    be_quiet(waiting, 500)
    expect(notice(waiting)).to_be_hidden()


def test_nothing_is_asked_while_all_is_well(waiting: Played) -> None:
    for number in range(4):
        waiting.send("question.started" if number == 0 else "token", kind="open", topic="Python", attempt=1, text="So ")
        be_quiet(waiting, QUIET_MS - 500)
    expect(question(waiting)).to_have_text("So So So ")
    waiting.send("question.done", text="So So So?", sentences=1, timings={})
    waiting.someone.wait_for_question(1)
    be_quiet(waiting, 120_000)
    assert waiting.looks == 0


def test_a_slow_interviewer_is_no_outage(waiting: Played) -> None:
    with waiting.page.expect_response("**/readyz"):
        be_quiet(waiting)
    be_quiet(waiting, 6_000)
    expect(notice(waiting)).to_be_hidden()
    assert waiting.looks == 1


def test_an_answer_is_sent_while_the_line_is_away(waiting: Played) -> None:
    waiting.ask("One?")
    waiting.someone.wait_for_question(1)
    waiting.away = {"redis"}
    waiting.someone.answer("Yes.")
    expect(waiting.someone.turn(2)).to_have_attribute("data-status", "queued")
    be_quiet(waiting)
    expect(notice(waiting)).to_have_text(LINE)
    assert waiting.posts[-1] == ("answers", {"turn": 1, "text": "Yes."})


def test_a_line_that_breaks_again_and_again_is_explained_until_it_holds(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    played.page.evaluate("play.hangUp()")
    assert played.looks == 0
    be_quiet(played, 1_000)
    played.page.evaluate("play.hangUp()")
    expect(notice(played)).to_have_text(LINE)
    expect(played.someone.answer_box).to_be_enabled()
    be_quiet(played, 2_000)
    played.page.evaluate("play.accept()")
    with played.page.expect_response("**/readyz"):
        be_quiet(played, AGAIN_MS)
    expect(notice(played)).to_be_hidden()


def test_a_line_that_breaks_once_in_a_while_is_no_outage(play: Play) -> None:
    played = play()
    played.page.clock.install()
    played.page.reload()
    played.open()
    played.ask("One?")
    played.someone.wait_for_question(1)
    for _ in range(4):
        be_quiet(played, 10_000)
        played.page.evaluate("play.hangUp()")
        be_quiet(played, 1_000)
        played.page.evaluate("play.accept()")
    expect(played.page.locator("#connection")).to_have_text("Connected again")
    expect(notice(played)).to_be_hidden()
    assert played.looks == 0


def test_what_the_database_knows_shows_although_the_line_is_away(waiting: Played) -> None:
    waiting.away = {"redis"}
    be_quiet(waiting)
    expect(notice(waiting)).to_be_visible()
    with waiting.page.expect_response("**/v1/interviews/*"):
        be_quiet(waiting, 7_500)  # until the button to stop shows
    turn = {"turn": 1, "kind": "open", "topic": "", "status": "failed", "question": "", "answer": ""}
    failure = {"code": "cancelled", "message": "You stopped this question.", "retryable": True, "by": "candidate"}
    waiting.snapshot = {"turns": [{**turn, "failure": failure}], "last_event_id": "9-1"}
    waiting.someone.turn(1).locator("[data-stop]").click()
    expect(waiting.someone.turn(1).locator("[data-failure]")).to_contain_text("You stopped this question.")
    expect(notice(waiting)).to_be_hidden()
    assert waiting.page.evaluate("sources.length") == 1


def test_the_end_of_the_interview_ends_the_asking(waiting: Played) -> None:
    waiting.away = {"worker"}
    be_quiet(waiting)
    expect(notice(waiting)).to_be_visible()
    waiting.state("cancelled")
    expect(notice(waiting)).to_be_hidden()
    asked = waiting.looks
    be_quiet(waiting, 60_000)
    assert waiting.looks == asked


@pytest.mark.parametrize(("seconds", "words"), [(40, "40 s"), (125, "2 min 5 s")])
def test_a_question_that_was_interrupted_says_so(play: Play, seconds: int, words: str) -> None:
    played = play()
    played.open()
    turn = {"turn": 1, "kind": "open", "topic": "", "status": "asked", "question": "One?", "answer": ""}
    played.snapshot = {"turns": [turn | {"interrupted_seconds": seconds}], "last_event_id": ""}
    played.send("question.started", kind="open", topic="Python", attempt=2)
    played.send("question.done", text="One?", sentences=0, timings={"queue_ms": seconds * 1000})
    note = played.someone.turn(1).locator("[data-interruption]")
    expect(note).to_contain_text(f"The interviewer was away for {words} before this question.")
    played.reopen([turn | {"interrupted_seconds": seconds}], "9-9")
    expect(note).to_contain_text(words)
