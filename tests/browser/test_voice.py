"""The room's sound, recorded and compared with the clips. The test plays the server."""

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from .played import EPOCH
from .sounds import DECODED_BACKWARDS, PART, SAMPLE_RATE, noise, pitch, recorded, tone
from .voiced import Voiced

MakeVoiced = Callable[..., Voiced]

ALL = f"{EPOCH}-{'9' * 18}"
ONE, TWO, THREE = "One thing. ", "Another thing. ", "And a third?"


def test_sentences_and_parts_are_played_in_order_without_a_gap(voiced: MakeVoiced) -> None:
    room = voiced(DECODED_BACKWARDS % 6)
    clips = [noise(seed) for seed in range(6)]
    room.begin(ONE, TWO)
    for number, clip in enumerate(clips):
        room.sound(clip, number // 3, number % 3, last=number % 3 == 2)
    room.end(ONE, TWO)
    room.wait_until_heard(*clips)
    np.testing.assert_array_equal(recorded(room.page), np.concatenate(clips))
    room.wait_until_position(ALL)


def test_no_sentence_is_spoken_before_the_text_shows_it(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.send("sentence", index=1, text=TWO, start=len(ONE), end=len(ONE + TWO))
    room.sound(noise(1))
    room.sound(noise(2), 1)
    room.wait_until_heard(noise(1))
    room.wait_for_mark("")
    assert len(room.heard()) == PART
    room.send("token", text=TWO)
    room.wait_until_heard(noise(1), noise(2))


def test_the_mark_follows_the_voice(voiced: MakeVoiced) -> None:
    room = voiced()
    texts = ["👩‍💻 안녕하세요. ", "무엇을 만드셨나요?"]
    room.begin(*texts)
    room.sound(tone(220, 0.5))
    room.wait_for_mark(texts[0])
    room.sound(tone(220, 0.5), 1)
    room.wait_for_mark(texts[1])
    room.end(*texts)
    room.wait_for_mark("")
    assert room.someone.shown_question(1) == "".join(texts)


def test_the_mark_grows_with_the_text(voiced: MakeVoiced) -> None:
    room = voiced()
    room.send("question.started", kind="open", topic="Python", attempt=1)
    room.send("sentence", index=0, text=ONE, start=0, end=len(ONE))
    room.send("token", text="One")
    room.sound(tone(220, 3))
    room.wait_for_mark("One")
    room.send("token", text=" thing. ")
    room.wait_for_mark(ONE)


def test_a_voice_that_is_muted_goes_on_unheard(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.button("mute").click()
    expect(room.button("mute")).to_have_attribute("aria-pressed", "true")
    room.sound(tone(220, 0.3))
    room.end(ONE)
    room.wait_until_position(ALL)
    # The end of the fade-out does not count as sound.
    assert np.abs(recorded(room.page)).max(initial=0) < 3_000
    room.wait_for_silence()
    room.button("repeat").click()
    room.page.wait_for_function("() => recorder.chunks.length > 80")
    assert len(room.heard()) == 0


def test_the_volume_and_what_else_is_chosen_outlive_a_reload(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.choose("volume", "0.5")
    room.choose("speed", "1.25")
    room.page.reload()
    room.open()
    room.begin(ONE, turn=2)
    room.sound(tone(220, 1), turn=2)
    room.end(ONE, turn=2)
    room.wait_until_position(f"{EPOCH + 1}-{'9' * 18}")
    room.wait_for_silence()
    heard = room.before
    assert np.abs(heard).max() == pytest.approx(np.abs(tone(220, 1)).max() / 4, rel=0.05)
    assert len(heard) == pytest.approx(SAMPLE_RATE / 1.25, abs=0.06 * SAMPLE_RATE)
    assert pitch(heard) == pytest.approx(220, rel=0.02)


def test_the_question_is_repeated_from_its_start(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE, TWO)
    expect(room.button("repeat")).to_have_attribute("aria-disabled", "true")
    room.sound(noise(1))
    room.sound(noise(2), 1)
    room.end(ONE, TWO)
    room.wait_until_heard(noise(1), noise(2))
    room.wait_until_position(ALL)
    room.button("repeat").click()
    room.wait_until_heard(noise(1), noise(2), noise(1), noise(2))


def test_the_voice_stops_when_the_answer_begins_if_that_was_chosen(voiced: MakeVoiced) -> None:
    room = voiced()
    room.page.locator("#voice summary").click()
    room.button("preference=stopsForAnswers").check()
    room.begin(ONE, TWO)
    room.sound(tone(220, 5))
    room.end(ONE, TWO)
    room.someone.wait_for_question(1)
    room.wait_for_mark(ONE)
    room.someone.answer_box.press_sequentially("A")
    room.wait_for_mark("")
    room.sound(noise(2), 1)
    assert room.position == ALL
    assert len(recorded(room.page)) < 4 * SAMPLE_RATE
    room.wait_for_silence()
    room.page.wait_for_function("() => recorder.chunks.length > 20")
    assert len(room.heard()) == 0
    room.button("repeat").click()
    room.wait_for_mark(ONE)


def test_writing_leaves_the_voice_alone_otherwise(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.sound(noise(1, SAMPLE_RATE))
    room.end(ONE)
    room.someone.wait_for_question(1)
    room.someone.answer_box.press_sequentially("An answer")
    room.wait_until_heard(noise(1, SAMPLE_RATE))


@pytest.mark.parametrize("end", ["answer", "failure", "stop", "next"])
def test_a_question_that_is_past_is_not_spoken_any_more(voiced: MakeVoiced, end: str) -> None:
    room = voiced()
    room.begin(ONE)
    room.sound(tone(220, 20))
    room.wait_for_mark(ONE)
    if end == "answer":
        room.end(ONE)
        room.someone.wait_for_question(1)
        room.someone.answer("Yes.")
    elif end == "failure":
        room.send("question.failed", code="timeout", message="It took too long.", retryable=True)
    elif end == "stop":
        room.someone.turn(1).locator("[data-stop]").click()
    else:
        room.send("question.started", 2, kind="open", topic="Python", attempt=1)
    room.wait_for_mark("")
    # Whether a stop came in time is not known yet.
    expect(room.button("repeat")).to_have_attribute("aria-disabled", "false" if end == "stop" else "true")
    room.sound(noise(9), 1)  # a late one
    room.wait_for_silence()
    room.begin(TWO, turn=2)
    room.sound(noise(2), turn=2)
    room.wait_until_heard(noise(2))


def test_a_question_that_comes_before_the_answers_reply_is_spoken(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.end(ONE)
    room.someone.wait_for_question(1)
    held = room.hold()
    room.someone.answer("Yes.")
    expect(room.page.locator("[data-send]")).to_have_text("Sending…")
    room.begin(TWO, turn=2)
    held[0].fulfill(status=202, json={"turn": 2})
    expect(room.someone.turn(1)).to_have_attribute("data-status", "answered")
    room.sound(noise(2), turn=2)
    room.wait_until_heard(noise(2))
