"""The voice with missing, broken or late sound or another format: the rest is spoken in order."""

import base64
import json
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from streaming.speech.clip import opus_file

from .played import EPOCH, ROOM, room_at
from .sounds import SAMPLE_RATE, audio, noise, pitch, tone
from .streams import PLAYED, TOLD_AT_ONCE
from .voiced import HEARD, Voiced

MakeVoiced = Callable[..., Voiced]

ALL = f"{EPOCH}-{'9' * 18}"
TEXTS = ONE, TWO, THREE = "One thing. ", "Another thing. ", "And a third?"
TEXT = "".join(TEXTS)
LATE_MS = 16_000  # longer than the page waits for a missing clip


def send_broken(room: Voiced, sentence: int, part: int = 0, last: bool = True) -> None:
    room.send("audio", **{**audio(noise(9), sentence, part, last), "data": base64.b64encode(b"RIFFraff").decode()})


@pytest.mark.parametrize("missing", [0, 1, 2])
@pytest.mark.parametrize("is_broken", [True, False])
def test_a_sentence_without_sound_is_passed_over(voiced: MakeVoiced, missing: int, is_broken: bool) -> None:
    room = voiced()
    clips = [noise(1), noise(2), noise(3)]
    room.begin(*TEXTS)
    for sentence, clip in enumerate(clips):
        if sentence != missing:
            room.sound(clip, sentence)
        elif is_broken:
            send_broken(room, sentence)
        else:
            room.send("audio.skipped", sentence=sentence, reason="failed")
    room.end(*TEXTS)
    del clips[missing]
    room.wait_until_heard(*clips)
    room.wait_until_position(ALL)


def test_a_part_that_is_broken_is_passed_over(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.sound(noise(1), part=0, last=False)
    send_broken(room, 0, part=1, last=False)
    room.sound(noise(2), part=2)
    room.end(ONE)
    room.wait_until_heard(noise(1), noise(2))
    room.wait_until_position(ALL)


def test_behind_a_part_that_is_missing_its_sentence_is_over(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE, TWO)
    room.sound(noise(1), part=0, last=False)
    room.send("audio.skipped", sentence=0, reason="slow")
    room.send("audio.skipped", sentence=0, reason="slow")
    room.sound(noise(2), part=3)
    room.sound(noise(3), 1)
    room.end(ONE, TWO)
    room.wait_until_heard(noise(1), noise(3))
    room.wait_until_position(ALL)
    room.button("repeat").click()
    room.wait_until_heard(noise(1), noise(3), noise(1), noise(3))


def test_a_question_that_begins_without_sound_is_spoken_in_a_tab_that_nobody_has_touched(voiced: MakeVoiced) -> None:
    room = voiced()
    facts = [
        {"type": "question.started", "kind": "open", "topic": "", "attempt": 1},
        {"type": "sentence", "index": 0, "text": ONE, "start": 0, "end": len(ONE)},
        {"type": "sentence", "index": 1, "text": TWO, "start": len(ONE), "end": len(ONE + TWO)},
        {"type": "question.done", "text": ONE + TWO, "sentences": 2, "timings": {}},
        {"type": "audio.skipped", "sentence": 0, "reason": "failed"},
        {"type": "audio", **audio(noise(1), 1)},
    ]
    events = [{"id": f"{EPOCH}-{offset}", "turn": 1, **fact} for offset, fact in enumerate(facts, 1)]
    page = room.someone.visitor.context.new_page()
    page.add_init_script(PLAYED + TOLD_AT_ONCE % json.dumps(events))
    turn = {"turn": 1, "kind": "open", "topic": "", "status": "asked", "question": ONE + TWO, "answer": ""}
    page.route(ROOM, room_at({"status": "running", "turns": [turn], "last_event_id": f"{EPOCH}-4"}))
    with page.expect_console_message(lambda message: message.text == "told"):
        page.goto(room.page.url)
    expect(page.get_by_text("blocks the voice")).to_be_visible()
    page.keyboard.press("Tab")
    page.wait_for_function(f"() => {HEARD} === '{ALL}'")


def test_a_later_attempt_voids_the_sound_of_the_one_before(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.sound(tone(220, 20))
    room.wait_for_mark(ONE)
    at = f"{EPOCH + 1}-"
    room.send("question.started", id=f"{at}1", kind="open", topic="Python", attempt=2)
    room.wait_for_mark("")
    room.wait_for_silence()
    room.sound(noise(9), 1)  # a late one, of the attempt before
    room.send("token", id=f"{at}2", text=TWO)
    room.send("sentence", id=f"{at}3", index=0, text=TWO, start=0, end=len(TWO))
    room.send("audio", id=f"{at}4", **audio(noise(2)))
    room.wait_until_heard(noise(2))


def test_opus_is_played_as_long_as_it_is(voiced: MakeVoiced) -> None:
    room = voiced()
    given = tone(220, 1.5)
    room.begin(ONE, TWO)
    for sentence in range(2):
        data = base64.b64encode(opus_file(given)).decode()
        room.send("audio", **{**audio(given, sentence), "mime": "audio/ogg", "data": data})
    room.end(ONE, TWO)
    room.wait_until_position(ALL)
    room.wait_for_silence()
    assert len(room.before) == pytest.approx(3 * SAMPLE_RATE, abs=0.01 * SAMPLE_RATE)
    assert pitch(room.before) == pytest.approx(220, rel=0.01)


def test_another_speed_in_the_middle_loses_nothing(voiced: MakeVoiced) -> None:
    room = voiced()
    pitches = [220.0, 330.0, 440.0]
    room.begin(*TEXTS)
    for sentence, hertz in enumerate(pitches):
        room.sound(tone(hertz, 2), sentence)
    room.end(*TEXTS)
    room.wait_for_mark(TWO)
    room.choose("speed", "1.5")
    room.wait_for_mark(THREE)
    room.choose("speed", "0.8")
    room.wait_until_position(ALL)
    room.wait_for_silence()
    pieces = [pitch(piece) for piece in np.array_split(room.before, len(room.before) // 2_400)]
    heard = [min(pitches, key=lambda hertz: abs(hertz - piece)) for piece in pieces]
    assert heard == sorted(heard)
    shortest = 2 * SAMPLE_RATE / 1.5 / 2_400 - 1
    assert all(heard.count(hertz) >= shortest for hertz in pitches)


def test_what_is_still_being_spoken_is_not_given_up(voiced: MakeVoiced) -> None:
    """Sound is sent faster than it is played, so nothing may arrive for longer than the page waits for a clip."""
    room = voiced()
    room.page.clock.install()
    room.page.reload()
    room.open()
    room.begin(*TEXTS)
    room.end(*TEXTS)
    room.page.clock.run_for(1_000)
    room.sound(tone(220, 30))
    room.wait_for_mark(ONE)
    room.page.clock.run_for(LATE_MS)
    lines = room.page.locator("#announcer p")
    expect(lines.last).to_have_text("Question 1.")
    room.sound(tone(220, 1), 1)
    room.sound(tone(220, 1), 2)
    room.page.clock.run_for(LATE_MS)
    expect(lines).to_have_count(0)  # the announcement has left, and nothing was said since


def test_a_hidden_page_speaks_what_no_frame_has_shown(voiced: MakeVoiced) -> None:
    room = voiced()
    room.page.evaluate("{ window.frames_ = requestAnimationFrame; window.requestAnimationFrame = () => 1 }")
    room.begin(ONE)
    room.sound(noise(1))
    room.end(ONE)
    room.wait_until_decoded()
    room.page.evaluate(
        """() => {
          window.requestAnimationFrame = frames_
          Object.defineProperty(document, "hidden", { get: () => true })
          document.dispatchEvent(new Event("visibilitychange"))
        }"""
    )
    room.wait_until_heard(noise(1))
    room.wait_until_position(ALL)


def test_a_stop_that_came_too_late_leaves_the_question_to_be_repeated(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.sound(tone(220, 20))
    room.wait_for_mark(ONE)
    room.refusal = (409, "See /v1/docs.")
    room.someone.visitor.expect_complaint("status of 409")
    room.someone.turn(1).locator("[data-stop]").click()
    room.wait_for_mark("")
    room.end(ONE)
    room.someone.wait_for_question(1)
    room.button("repeat").click()
    room.wait_for_mark(ONE)
