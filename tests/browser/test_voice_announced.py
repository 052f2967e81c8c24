"""What screen readers announce while the voice speaks and while it does not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .played import EPOCH
from .sounds import noise, tone
from .voiced import Voiced

ONE, CLAUSE, REST = "One thing. ", "Another thing, ", "and more of it?"
ANNOUNCED = "[...document.querySelectorAll('#announcer p')].map((line) => line.textContent.trim())"

MakeVoiced = Callable[..., Voiced]


def announced(room: Voiced) -> list[str]:
    lines = room.page.evaluate(ANNOUNCED)
    assert isinstance(lines, list)
    return lines


def ask(room: Voiced) -> None:
    room.send("question.started", kind="open", topic="Python", attempt=1)
    room.send("token", text=ONE)
    room.send("sentence", index=0, text=ONE.strip(), start=0, end=10)
    room.send("token", text=CLAUSE + REST)
    room.send("sentence", index=1, text=CLAUSE.strip(), start=11, end=25, final=False)


def finish(room: Voiced) -> None:
    room.send("sentence", index=2, text=REST, start=26, end=41)
    room.send("question.done", text=ONE + CLAUSE + REST, sentences=3, timings={})
    room.someone.wait_for_question(1)


def test_what_the_voice_speaks_is_not_announced(voiced: MakeVoiced) -> None:
    room = voiced()
    ask(room)
    finish(room)
    for sentence in range(3):
        room.sound(noise(sentence), sentence)
    room.wait_until_position(f"{EPOCH}-{'9' * 18}")
    assert announced(room) == ["Question 1."]


def test_what_the_api_has_told_first_is_spoken_all_the_same(voiced: MakeVoiced) -> None:
    room = voiced()
    room.ask("One?")
    room.someone.wait_for_question(1)
    room.learn_of_the_third_question()
    room.begin("Three?", turn=3)
    room.end("Three?", turn=3)
    room.sound(noise(3), turn=3)
    room.wait_until_heard(noise(3))
    assert announced(room) == ["Question 1.", "One?", "Question 3."]


def test_after_a_reload_the_voice_is_ready_before_its_first_sound(voiced: MakeVoiced) -> None:
    """Or the sentences until then would be announced as well."""
    room = voiced()
    room.page.reload()
    room.page.evaluate("play.accept()")
    room.state("running")
    room.send("question.started", kind="open", topic="Python", attempt=1)
    room.page.wait_for_function("() => recorder.contexts.at(-1)?.state === 'running'")
    room.send("token", text=ONE)
    room.send("sentence", index=0, text=ONE.strip(), start=0, end=10)
    assert announced(room) == ["Question 1."]


def test_what_the_candidate_stops_is_not_announced_later(voiced: MakeVoiced) -> None:
    room = voiced()
    room.page.clock.install()
    room.page.reload()
    room.open()
    room.page.locator("#voice summary").click()
    room.button("preference=stopsForAnswers").check()
    ask(room)
    finish(room)
    room.sound(tone(220, 30))
    room.wait_for_mark(ONE.strip())
    room.someone.answer_box.press_sequentially("A")
    room.wait_for_mark("")
    room.page.clock.run_for(16_000)
    assert announced(room) == ["Question 1."]


def test_without_the_voice_sentences_are_announced_when_they_are_whole(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin()
    room.button("mute").click()
    ask(room)
    assert announced(room) == ["Question 1.", "One thing."]
    finish(room)
    assert announced(room) == ["Question 1.", "One thing.", "Another thing, and more of it?"]


def test_a_sentence_without_sound_is_announced_when_its_turn_comes(voiced: MakeVoiced) -> None:
    room = voiced()
    ask(room)
    finish(room)
    room.sound(tone(220, 1))
    room.send("audio.skipped", sentence=1, reason="failed")
    room.wait_for_mark("One thing.")
    assert announced(room) == ["Question 1."]
    expect(room.page.locator("#announcer")).to_contain_text("Another thing,")
    expect(room.page.get_by_role("status").filter(has_text="could not be spoken")).to_be_visible()
    room.sound(noise(2), 2)
    room.wait_until_position(f"{EPOCH}-{'9' * 18}")
    assert announced(room) == ["Question 1.", "Another thing,"]
    expect(room.button("silence")).to_be_hidden()


def test_a_voice_that_is_muted_leaves_the_rest_to_be_announced(voiced: MakeVoiced) -> None:
    room = voiced()
    ask(room)
    finish(room)
    room.sound(noise(1))
    room.sound(tone(220, 5), 1)
    room.wait_for_mark(CLAUSE.strip())
    room.button("mute").click()
    assert announced(room) == ["Question 1.", "Another thing, and more of it?"]


@pytest.mark.parametrize("muted", [True, False])
def test_a_question_that_is_not_spoken_at_all_is_announced(voiced: MakeVoiced, muted: bool) -> None:
    room = voiced()
    room.send("question.started", kind="open", topic="Python", attempt=1)
    if muted:
        room.button("mute").click()
    room.ask("Why?")
    room.someone.wait_for_question(1)
    assert announced(room) == ["Question 1.", "Why?"]
