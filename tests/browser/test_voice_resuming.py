"""How the voice resumes: after a reload, after the interview's end, and if the browser blocks autoplay."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .played import EPOCH, ROOM, room_at
from .sounds import audio, noise, tone
from .streams import PLAYED, TOLD_AT_ONCE
from .voiced import HEARD, Voiced

MakeVoiced = Callable[..., Voiced]

ALL = f"{EPOCH}-{'9' * 18}"
ONE, TWO, THREE = "One thing. ", "Another thing. ", "And a third?"
TEXT = ONE + TWO + THREE
SOURCES = "sources.map((source) => source.readyState)"


def stands(text: str, status: str = "asked", kind: str = "open") -> list[dict[str, Any]]:
    return [{"turn": 1, "kind": kind, "topic": "Python", "status": status, "question": text, "answer": ""}]


def ask(room: Voiced, *clips: Any) -> None:
    """Send the three sentences and the clips of the first."""
    room.begin(ONE, TWO, THREE)
    room.end(ONE, TWO, THREE)
    for sentence, clip in enumerate(clips):
        room.sound(clip, sentence)


def reload(room: Voiced) -> None:
    room.reopen(stands(TEXT), f"{EPOCH}-{DONE}")


DONE = 8  # the offset of `question.done` in `ask`


@pytest.mark.also_in_firefox(with_sound=True)
def test_a_reload_goes_on_behind_what_was_heard(voiced: MakeVoiced) -> None:
    room = voiced()
    ask(room, noise(1), tone(220, 30))
    room.wait_for_mark(TWO)
    reload(room)
    assert room.page.evaluate("sources.at(-1).position") == f"{EPOCH}-0"
    assert room.someone.shown_question(1) == TEXT
    ask(room, noise(1), noise(2), noise(3))
    room.wait_until_heard(noise(2), noise(3))
    room.wait_until_position(ALL)
    assert room.someone.shown_question(1) == TEXT
    room.button("repeat").click()
    room.wait_until_heard(noise(2), noise(3), noise(1), noise(2), noise(3))


@pytest.mark.also_in_firefox(with_sound=True)
def test_what_was_heard_to_its_end_is_not_spoken_after_a_reload(voiced: MakeVoiced) -> None:
    room = voiced()
    ask(room, noise(1), noise(2), noise(3))
    room.wait_until_position(ALL)
    reload(room)
    ask(room, noise(1), noise(2), noise(3))
    room.wait_until_decoded()
    expect(room.button("silence")).to_be_hidden()
    room.button("repeat").click()
    room.wait_until_heard(noise(1), noise(2), noise(3))


def test_silence_has_its_reason_and_any_key_ends_it(voiced: MakeVoiced) -> None:
    """Run in a tab without user activation. Playwright's queries count as gestures, so the page reports by itself."""
    room = voiced()
    events = [
        {"id": f"{EPOCH}-1", "type": "question.started", "turn": 1, "kind": "open", "topic": "", "attempt": 1},
        {"id": f"{EPOCH}-2", "type": "sentence", "turn": 1, "index": 0, "text": TEXT, "start": 0, "end": len(TEXT)},
        {"id": f"{EPOCH}-3", "type": "question.done", "turn": 1, "text": TEXT, "sentences": 1, "timings": {}},
        {"id": f"{EPOCH}-4", "type": "audio", "turn": 1, **audio(noise(1))},
    ]
    page = room.someone.visitor.context.new_page()
    page.add_init_script(PLAYED + TOLD_AT_ONCE % json.dumps(events))
    page.route(ROOM, room_at({"status": "running", "turns": stands(TEXT), "last_event_id": f"{EPOCH}-3"}))
    with page.expect_console_message(lambda message: message.text == "told"):
        page.goto(room.page.url)
    reason = page.get_by_role("status").filter(has_text="blocks the voice")
    expect(reason.get_by_role("button", name="Turn on the voice")).to_be_visible()
    page.keyboard.press("Tab")
    expect(reason).to_be_hidden()
    page.wait_for_function(f"() => {HEARD} === '{ALL}'")


def close(room: Voiced) -> None:
    """Send the closing words and the end of the interview."""
    room.send("question.started", kind="close", topic="", attempt=1)
    room.send("token", text=TEXT)
    for index, (start, text) in enumerate([(0, ONE), (len(ONE), TWO + THREE)]):
        room.send("sentence", index=index, text=text, start=start, end=start + len(text))
    room.send("question.done", text=TEXT, sentences=2, timings={})
    room.state("finished")
    room.someone.wait_for_end()


@pytest.mark.also_in_firefox(with_sound=True)
def test_the_closing_words_are_spoken_behind_the_end(voiced: MakeVoiced) -> None:
    room = voiced()
    close(room)
    room.sound(noise(1))
    room.wait_until_heard(noise(1))
    assert room.page.evaluate(SOURCES)[-1] != 2
    room.sound(noise(2), 1)
    room.page.wait_for_function(f"() => {SOURCES}.at(-1) === 2")
    room.wait_until_heard(noise(1), noise(2))
    expect(room.page.locator("#voice")).to_be_hidden()


def test_a_reload_of_the_end_goes_on_with_the_closing_words(voiced: MakeVoiced) -> None:
    room = voiced()
    close(room)
    room.sound(tone(220, 30))
    room.wait_for_mark(ONE)
    room.reopen(stands(TEXT, "closed", "close"), f"{EPOCH}-5", "finished")
    close(room)
    room.sound(noise(1))
    room.sound(noise(2), 1)
    room.wait_until_heard(noise(1), noise(2))
    room.page.wait_for_function(f"() => {SOURCES}.at(-1) === 2")


def test_sound_that_never_comes_is_given_up(voiced: MakeVoiced) -> None:
    room = voiced()
    room.page.clock.install()
    room.page.reload()
    room.open()
    room.send("question.started", kind="close", topic="", attempt=1)
    room.send("token", text=TEXT)
    room.send("question.done", text=TEXT, sentences=2, timings={})
    room.state("finished")
    room.page.clock.run_for(1_000)
    room.someone.wait_for_end()
    room.page.clock.run_for(12_000)
    assert room.page.evaluate(SOURCES)[-1] != 2
    room.page.clock.run_for(3_000)
    assert room.page.evaluate(SOURCES)[-1] == 2


def test_a_cancelled_interview_falls_silent(voiced: MakeVoiced) -> None:
    room = voiced()
    ask(room, tone(220, 30))
    room.wait_for_mark(ONE)
    room.state("cancelled")
    room.wait_for_mark("")
    expect(room.page.locator("#voice")).to_be_hidden()
    room.wait_for_silence()
