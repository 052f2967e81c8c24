"""The question that is asked and the answer box are in sight in every window, and nothing lies over a control."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ops.stack import Stack

from .candidate import Candidate
from .geometry import WINDOWS, Window, assert_in_sight, assert_stays, turn_the_wheel
from .instead import button
from .played import Played
from .visitor import Visitor

QUESTIONS = {
    "en": "You moved the queue to Redis. What did you have to change in how the workers acknowledged their jobs, "
    "and how did you find out that it was enough?",
    "ko": "큐를 Redis로 옮기셨다고 하셨는데, 작업자가 작업을 확인하는 방식에서 무엇을 바꾸셔야 했고, "
    "그것으로 충분하다는 것은 어떻게 확인하셨나요?",
}
LOCALES = {"en": "en-US", "ko": "ko-KR"}

# Chromium does so by itself to keep what it regards as the same place.
ENLARGE_AND_SCROLL_UP = """
() => {
  document.documentElement.style.fontSize = "200%"
  scrollBy({ top: -60 })
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}
"""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_question_and_answer_box_are_in_sight_in_every_window(
    visit: Callable[..., Visitor], stack: Stack, language: str
) -> None:
    visitor = visit(width=320, height=256, locale=LOCALES[language], reduced_motion="reduce", bypass_csp=True)
    visitor.expect_complaint("status of 503")
    room = Played(Candidate(visitor, stack.invite(language), language))
    room.open()
    for turn, window in enumerate(WINDOWS, 1):
        window.apply(room.page)
        room.ask(QUESTIONS[language], turn)
        room.someone.wait_for_question(turn)
        assert_in_sight(room.page, window)
        if turn < len(WINDOWS):
            room.someone.answer("First both queues ran side by side.\n" * 3)
            room.someone.turn(turn + 1).wait_for()
    show_every_notice(room, len(WINDOWS))
    for window in WINDOWS:
        window.apply(room.page)
        assert_in_sight(room.page, window)
    room.someone.answer_box.fill("A line of a long answer.\n" * 30)
    for window in WINDOWS:
        window.apply(room.page)
        assert_in_sight(room.page, window)


def show_every_notice(room: Played, turn: int) -> None:
    room.send("audio.skipped", turn, sentence=0, reason="failed")
    room.away = {"worker"}
    for _ in range(2):
        room.hang_up()
    expect(room.page.locator("#outage")).to_be_visible()
    expect(room.page.locator("#connection")).to_be_visible()
    room.page.locator("[data-send]").click()
    expect(room.page.locator("#answer-form [data-error]")).to_be_visible()
    button(room, "skip").click()
    expect(button(room, "skip-yes")).to_be_visible()


def test_larger_text_does_not_count_as_reading_above(play: Callable[..., Played]) -> None:
    room = play(width=1280, height=802, reduced_motion="reduce")
    room.open()
    for turn in (1, 2, 3):
        room.ask(QUESTIONS["en"], turn)
        room.someone.wait_for_question(turn)
        room.someone.answer("First both queues ran side by side.\n" * 12)
        room.someone.turn(turn + 1).wait_for()
    room.page.evaluate(ENLARGE_AND_SCROLL_UP)
    room.ask(QUESTIONS["en"], 4)
    room.someone.wait_for_question(4)
    assert_in_sight(room.page, Window("large text", 1280, 802))


def test_whoever_reads_above_is_told_of_a_new_question_and_led_to_it(play: Callable[..., Played]) -> None:
    room = play(width=360, height=740, reduced_motion="reduce")
    room.open()
    for turn in (1, 2):
        room.ask(QUESTIONS["en"], turn)
        room.someone.wait_for_question(turn)
        room.someone.answer("First both queues ran side by side.\n" * 20)
        room.someone.turn(turn + 1).wait_for()
    room.page.mouse.move(180, 250)
    turn_the_wheel(room.page, -1_500)
    room.page.wait_for_function("() => getComputedStyle(document.querySelector('#room-bar')).position === 'sticky'")
    cue = room.page.locator("[data-cue]")
    expect(cue).to_be_hidden()

    def a_question_comes() -> None:
        room.ask(QUESTIONS["en"], 3)
        room.someone.wait_for_question(3)
        expect(cue).to_be_in_viewport()

    assert_stays(room.page, a_question_comes)
    cue.click()
    expect(cue).to_be_hidden()
    expect(room.someone.turn(3).locator(".turn__label")).to_be_focused()
    assert_in_sight(room.page, Window("phone", 360, 740))


def test_whoever_reads_above_is_left_there(play: Callable[..., Played]) -> None:
    room = play(width=360, height=500, reduced_motion="reduce")
    room.open()
    for turn in (1, 2):
        room.ask(QUESTIONS["en"], turn)
        room.someone.wait_for_question(turn)
        room.someone.answer("First both queues ran side by side.\n" * 12)
        room.someone.turn(turn + 1).wait_for()
    room.page.mouse.move(180, 250)
    turn_the_wheel(room.page, -5_000)

    def a_question_comes() -> None:
        room.ask(QUESTIONS["en"], 3)
        room.someone.wait_for_question(3)
        room.hang_up()
        expect(room.page.locator("#connection")).to_be_visible()

    assert_stays(room.page, a_question_comes)
    expect(room.someone.answer_box).not_to_be_focused()
    turn_the_wheel(room.page, 5_000)
    room.someone.answer("Then the old one was closed.")
    room.ask("And then?", 4)
    room.someone.wait_for_question(4)
    expect(room.someone.answer_box).to_be_focused()
    assert_in_sight(room.page, Window("short", 360, 500))


# Each pair of labels that the bar can show at once, as the number of lines that each takes.
LINES = """
() => {
  const phrases = document.querySelector("#phrases").content
  const say = (name, values = {}) => Object.entries(values).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value),
    phrases.querySelector(`[data-phrase=${name}]`).textContent,
  )
  const lefts = [say("time_minutes", { minutes: 12 }), say("time_seconds"), say("time_up")]
  const times = [...lefts, ...lefts.map((left) => say("time_stopped", { left }))]
  const numbers = { number: 12, total: 14 }
  const steps = [say("question_of", numbers), say("progress_early", numbers), say("closing"), say("progress_after")]
  const labels = [document.querySelector("[data-progress-label]"), document.querySelector("#time-left")]
  const lines = (label) => Math.round(label.offsetHeight / parseFloat(getComputedStyle(label).lineHeight))
  return steps.flatMap((step) => times.map((time) => {
    labels[0].textContent = step
    labels[1].textContent = time
    return [step, time, ...labels.map(lines)]
  }))
}
"""
LIMIT = """
from interviews.models import Interview
interview = Interview.objects.select_related("position").get(pk=%d)
position = interview.position
position.pk, position.slug, position.time_limit_minutes = None, f"limited-{interview.pk}", 30
position.save()
Interview.objects.filter(pk=interview.pk).update(position=position)
"""


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_label_of_the_bar_is_broken_on_a_phone(
    candidate: Callable[..., Candidate], stack: Stack, language: str, width: int
) -> None:
    someone = candidate(language, width=width, height=568)
    stack.console.run("shell", "-v", "0", "-c", LIMIT % someone.interview)
    room = Played(someone)
    room.open()
    room.ask(QUESTIONS[language])
    someone.wait_for_question(1)
    assert someone.page.locator("#room-bar").get_attribute("data-stays") is not None
    assert [shown for shown in someone.page.evaluate(LINES) if shown[2:] != [1, 1]] == []
