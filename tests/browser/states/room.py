"""The room. The test plays its server, so that whatever can happen to a candidate happens."""

import json

from playwright.sync_api import expect

from ..candidate import Candidate
from ..instead import OPEN, button
from ..played import ROOM, Played, room_at
from ..streams import PLAYED, TOLD_AT_ONCE
from .invitations import TIME_LIMIT
from .walk import Walk

TURN = {**OPEN, "turn": 1, "status": "asked", "question": "Why?"}
ASLEEP = "Object.defineProperty(BaseAudioContext.prototype, 'state', { get: () => 'suspended' })"
REPHRASED = "One, in other words?"


def room_of(walk: Walk) -> Played:
    """Enter a room with a time limit; its clock is the test's."""
    someone = walk.candidate()
    someone.page.clock.install()
    walk.change(someone, TIME_LIMIT)
    return Played(someone)


def before_the_beginning(walk: Walk) -> None:
    room = room_of(walk)
    page = room.page
    page.locator("[data-begin]:not([disabled])").wait_for()
    walk.look(page, "ready")
    page.route("**/voice-sample", lambda route: route.fulfill(status=503, body="away"))
    page.locator("[data-sample]").click()
    expect(page.locator("[data-sample-news]")).not_to_be_empty()
    walk.look(page, "sound check failed")
    page.locator("#practice [data-open]").click()
    walk.look(page, "practising")
    page.locator("#practice form button").first.click()
    walk.look(page, "practising without words")
    page.locator("#practice-answer").fill("The light.")
    page.keyboard.press("Control+Enter")
    walk.look(page, "practised")
    held = room.hold()
    room.someone.begin()
    page.clock.run_for(5_000)
    expect(page.locator("[data-panel=ready] [data-slow]")).to_be_visible()
    walk.look(page, "beginning takes long")
    held[0].abort()
    expect(page.locator("[data-begin-error]")).to_be_visible()
    walk.look(page, "beginning failed")


def a_question_comes(walk: Walk) -> None:
    room = room_of(walk)
    page = room.page
    room.open()
    walk.look(page, "waiting")
    page.clock.run_for(2_000)
    walk.look(page, "the interviewer is thinking")
    page.clock.run_for(12_000)
    expect(page.locator("[data-stop]")).to_be_visible()
    walk.look(page, "the interviewer takes long")
    for away in ("worker", "redis", "database", "server"):
        room.away = {away}
        with page.expect_request("**/readyz"):
            page.clock.run_for(10_000)
        expect(page.locator("#outage")).to_be_visible()
        walk.look(page, f"outage: {away}")
    room.away = set()
    room.send("question.started", kind="open", topic="Python", attempt=1)
    room.send("token", text="What did ")
    walk.look(page, "typing")
    room.send("question.failed", code="timeout", message="It took too long.", retryable=True)
    walk.look(page, "failed")
    room.send("question.failed", code="cancelled", message="You stopped it.", retryable=True, by="candidate")
    walk.look(page, "stopped")


def it_is_answered(walk: Walk) -> None:
    room = room_of(walk)
    page, someone = room.page, room.someone
    room.open()
    room.ask("What did you change? " * 30)
    someone.wait_for_question(1)
    walk.look(page, "asked")
    page.set_viewport_size({"width": 320, "height": 256})
    expect(page.locator("[data-question][tabindex='0']")).to_be_visible()
    walk.look(page, "asked, magnified")
    page.locator("#voice summary").click()
    walk.look(page, "voice settings")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("[data-mute]").click()
    show_notices(room)
    walk.look(page, "all notices")
    page.emulate_media(forced_colors="active")
    walk.look(page, "all notices in forced colours")
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 360, "height": 740})
    someone.answer_box.fill("x" * 4_001)
    walk.look(page, "an answer that is too long")
    held = room.hold()
    someone.answer("Both queues ran side by side.")
    page.clock.run_for(5_000)
    expect(page.locator("#answer-form [data-slow]")).to_be_visible()
    walk.look(page, "sending takes long")
    held[0].fulfill(status=503, json={"code": "unavailable", "message": "Away."})
    expect(page.locator("#answer-form [data-error]")).to_be_visible()
    walk.look(page, "sending failed")
    room.held = None
    button(room, "rephrase").click()
    room.ask(REPHRASED, 2, "clarify")
    someone.wait_for_question(2)
    walk.look(page, "in other words")
    someone.answer_box.fill("Half a thought")
    button(room, "skip").click()
    walk.look(page, "asked whether to skip")
    button(room, "skip-yes").click()
    someone.turn(2).locator("[data-unsent-text]").wait_for()
    walk.look(page, "skipped, with an unsent text")
    someone.visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    someone.turn(2).locator("[data-copy]").click()
    expect(someone.turn(2).locator("[data-copied]")).to_be_visible()
    walk.look(page, "copied")


def in_two_tabs(walk: Walk) -> None:
    room = room_of(walk)
    page = room.page
    room.open()
    room.ask("What did you change?")
    room.someone.wait_for_question(1)
    room.someone.answer_box.fill("In one tab")
    write_elsewhere(room)
    expect(page.locator("[data-others]")).to_be_visible()
    walk.look(page, "written in another tab, too")
    room.state("paused")
    expect(page.locator("#leftovers")).to_be_visible()
    walk.look(page, "paused, with unsent texts")


def whoever_reads_above(walk: Walk) -> None:
    room = room_of(walk)
    page, someone = room.page, room.someone
    room.open()
    for turn in (1, 2):
        room.ask("What did you change?", turn)
        someone.wait_for_question(turn)
        someone.answer("First both queues ran side by side.\n" * 20)
        someone.turn(turn + 1).wait_for()
    page.mouse.move(180, 250)
    page.mouse.wheel(0, -1_500)
    page.wait_for_function("() => getComputedStyle(document.querySelector('#room-bar')).position === 'sticky'")
    room.ask("And then?", 3)
    someone.wait_for_question(3)
    expect(page.locator("[data-cue]")).to_be_visible()
    walk.look(page, "a new question, for somebody who reads above")


def time_runs_out(walk: Walk) -> None:
    room = room_of(walk)
    page = room.page
    room.open()
    room.ask("What did you change?")
    room.someone.wait_for_question(1)
    ahead = page.evaluate("JSON.parse(document.querySelector('#room-data').textContent).now")
    for state, seconds in {"four minutes": 240, "thirty seconds": 30, "no time": -1}.items():
        room.state("running", ends_at=page.evaluate(LATER_BY, [ahead, seconds]))
        expect(page.locator("#time-notice")).to_be_visible()
        walk.look(page, f"{state} left")
    room.state("paused", ends_at=page.evaluate(LATER_BY, [ahead, 720]))
    expect(room.someone.panel("paused")).to_be_visible()
    walk.look(page, "paused")


def it_ends_early(walk: Walk) -> None:
    for status in ("cancelled", "expired"):
        room = room_of(walk)
        room.open()
        room.state(status)
        expect(room.someone.panel(status)).to_be_visible()
        walk.look(room.page, status)


LATER_BY = """
([now, seconds]) => new Date(Date.parse(now) + performance.now() + seconds * 1000).toISOString()
"""


def access_is_lost(walk: Walk) -> None:
    room = room_of(walk)
    room.open()
    room.refusal = (404, "There is nothing here for you.")
    room.page.evaluate("play.refuse()")
    expect(room.someone.panel("refused")).to_be_visible()
    walk.look(room.page, "refused")


def an_interruption(walk: Walk) -> None:
    room = room_of(walk)
    room.open()
    room.reopen([TURN | {"interrupted_seconds": 65}], "9-9")
    expect(room.someone.turn(1).locator("[data-interruption]")).to_be_visible()
    walk.look(room.page, "receipt of an interruption")


def the_voice_is_blocked(walk: Walk) -> None:
    someone: Candidate = walk.candidate()
    someone.enter()
    page = someone.visitor.context.new_page()
    page.add_init_script(ASLEEP)
    audio = {"id": "5-4", "type": "audio", "turn": 1, "sentence": 0, "part": 0, "last": True, "mime": "audio/wav"}
    audio |= {"sample_rate": 24_000, "duration_ms": 100, "data": ""}
    events = [
        {"id": "5-1", "type": "question.started", "turn": 1, "kind": "open", "topic": "", "attempt": 1},
        {"id": "5-2", "type": "sentence", "turn": 1, "index": 0, "text": "Why?", "start": 0, "end": 4},
        {"id": "5-3", "type": "question.done", "turn": 1, "text": "Why?", "sentences": 1, "timings": {}},
        audio,
    ]
    page.add_init_script(PLAYED + TOLD_AT_ONCE % json.dumps(events))
    page.route(ROOM, room_at({"status": "running", "turns": [TURN], "last_event_id": "5-3"}))
    page.goto(someone.page.url)
    expect(page.locator("[data-wake]")).to_be_visible()
    walk.look(page, "the browser blocks the voice")


def write_elsewhere(room: Played) -> None:
    """Write another answer to the open question in another tab, which has not heard of this one's."""
    other = room.someone.visitor.context.new_page()
    other.goto("/healthz")
    draft = {"text": "In another tab", "at": 1, "by": "other", "clock": {"other": 1}, "others": []}
    key = f"draft:{room.someone.interview}:1"
    other.evaluate("([key, draft]) => localStorage.setItem(key, JSON.stringify(draft))", [key, draft])
    other.close()


def show_notices(room: Played) -> None:
    room.send("audio.skipped", sentence=0, reason="failed")
    room.page.locator("[data-send]").click()
    button(room, "skip").click()
    room.page.evaluate("play.hangUp()")
    expect(room.page.locator("#connection")).to_be_visible()
    button(room, "skip-no").click()
