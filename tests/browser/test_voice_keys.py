"""The voice's buttons, used by keyboard only."""

from collections.abc import Callable

from playwright.sync_api import expect

from .sounds import tone
from .voiced import Voiced

MakeVoiced = Callable[..., Voiced]

ONE = "One thing."


def test_the_voice_is_set_by_keys_alone(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.sound(tone(220, 0.2))
    room.end(ONE)
    room.someone.wait_for_question(1)
    press = room.page.keyboard.press
    summary, volume, speed = (
        room.page.locator(f"#voice {part}") for part in ("summary", "[type=range]", "[data-preference=speed]")
    )
    press_until(room, "Shift+Tab", "mute")
    press("Space")
    expect(room.button("mute")).to_have_attribute("aria-pressed", "true")
    press("Space")
    expect(room.button("mute")).to_have_attribute("aria-pressed", "false")
    press_until(room, "Tab", "repeat")
    room.wait_for_mark("")
    press("Enter")
    room.wait_for_mark(ONE)
    press("Tab")
    expect(summary).to_be_focused()
    press("Space")
    press("Tab")
    expect(volume).to_be_focused()
    press("ArrowLeft")
    expect(volume).to_have_value("0.95")
    press("Tab")
    expect(speed).to_be_focused()
    press("ArrowDown")
    expect(speed).to_have_value("1.1")
    press("Tab")
    press("Space")
    expect(room.button("preference=stopsForAnswers")).to_be_checked()
    press("Escape")
    expect(summary).to_be_focused()
    expect(volume).to_be_hidden()


def test_what_is_folded_out_closes_behind_the_focus(voiced: MakeVoiced) -> None:
    room = voiced()
    room.begin(ONE)
    room.end(ONE)
    room.someone.wait_for_question(1)
    room.page.locator("#voice summary").click()
    speed = room.page.locator("#voice [data-preference=speed]")
    speed.focus()
    expect(speed).to_be_visible()
    room.page.keyboard.press("Tab")
    expect(room.button("preference=stopsForAnswers")).to_be_focused()
    room.page.keyboard.press("Tab")
    expect(speed).to_be_hidden()


def press_until(room: Voiced, key: str, name: str) -> None:
    """Press the key until that button has the focus."""
    while not room.button(name).evaluate("button => button === document.activeElement"):
        room.page.keyboard.press(key)
