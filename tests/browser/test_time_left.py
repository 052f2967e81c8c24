"""The clock of an interview with a time limit: what it shows, and when it warns."""

from collections.abc import Callable

from .visitor import Visitor

CLOCK = """async (lefts) => {
    const { TimeLeft, serversClock } = await import("/static/js/room/time_left.js")
    const [label, notice] = [document.createElement("p"), document.createElement("p")]
    const said = []
    const end = Date.parse("2030-01-01T12:00:00Z")
    let now = end
    const phrases = { say: (name, { minutes = "", left = "" } = {}) => `${name} ${minutes}${left}`.trim() }
    const clock = new TimeLeft(
      { label, notice },
      { phrases, announcer: { say: (text) => said.push(text) }, clock: () => now },
    )
    const shown = []
    for (const seconds of lefts) {
      now = end - seconds * 1000
      clock.until("2030-01-01T21:00:00+09:00")
      shown.push([label.textContent, notice.hidden ? "" : notice.textContent])
    }
    now = end - 90_000
    clock.until("2030-01-01T12:00:00Z", true)
    shown.push([label.textContent, notice.hidden ? "" : notice.textContent])
    clock.stop()
    shown.push([label.textContent, notice.hidden ? "" : notice.textContent])
    const ahead = serversClock("2030-01-01T12:00:00Z")() - end
    return { shown, said, ahead }
}"""


def test_the_clock_shows_what_is_left_and_says_each_warning_once(visit: Callable[..., Visitor]) -> None:
    page = visit().page
    page.goto("/")
    told = page.evaluate(CLOCK, [1201, 300.5, 300, 61, 59, 30, 0, -5, 900])
    assert told["shown"] == [
        ["time_minutes 21", ""],
        ["time_minutes 6", ""],
        ["time_minutes 5", "time_warning_five"],
        ["time_minutes 2", "time_warning_five"],
        ["time_seconds", "time_warning_one"],
        ["time_seconds", "time_warning_one"],
        ["time_up", "time_warning_up"],
        ["time_up", "time_warning_up"],
        ["time_minutes 15", ""],  # somebody was given extra time
        ["time_stopped time_minutes 2", ""],  # the interview is paused
        ["", ""],
    ]
    assert told["said"] == ["time_warning_five", "time_warning_one", "time_warning_up"]
    assert 0 <= told["ahead"] < 60_000, "the server's time, whatever the device says"
