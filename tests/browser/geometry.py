"""Windows in which a room is read, and what is wrong with its layout in one of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Page, TimeoutError

from .visitor import PATIENCE_MS


@dataclass(frozen=True)
class Window:
    """`keyboard` is the height of a soft keyboard that covers the page's lower part. `style` is a reader's own."""

    name: str
    width: int
    height: int
    keyboard: int = 0
    style: str = ""

    def apply(self, page: Page) -> None:
        page.set_viewport_size({"width": self.width, "height": self.height})
        page.evaluate(APPLY, [self.keyboard, self.style])


LARGE_TEXT = "html { font-size: 200% }"
# https://www.w3.org/TR/WCAG22/#text-spacing
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""

WINDOWS = [
    Window("desktop", 1440, 900),
    Window("phone", 360, 740),
    Window("magnified to 400 %", 320, 256),
    Window("above a keyboard", 360, 400),
    Window("under a keyboard", 360, 740, keyboard=340),
    Window("landscape", 740, 360),
    Window("large text", 1280, 802, style=LARGE_TEXT),
    Window("large text on a phone", 360, 740, style=LARGE_TEXT),
    Window("text spacing", 360, 740, style=TEXT_SPACING),
    Window("text spacing, magnified", 320, 256, style=TEXT_SPACING),
]

APPLY = """
([keyboard, style]) => {
  const sheet = document.querySelector("#readers-own") ?? document.head.appendChild(document.createElement("style"))
  sheet.id = "readers-own"
  sheet.textContent = style
  Object.defineProperty(visualViewport, "height", { get: () => innerHeight - keyboard, configurable: true })
  visualViewport.dispatchEvent(new Event("resize"))
}
"""

# Two lines of the question and of the box are in sight, or all of it, with nothing over them or over any control.
FAULTS = """
() => {
  const faults = []
  const view = { top: visualViewport.offsetTop, bottom: visualViewport.offsetTop + visualViewport.height }
  const isOn = (x, y, element) => {
    const found = document.elementFromPoint(x, y)
    return !found || element === found || element.contains(found) || found.contains(element)
  }
  const check = (name, element) => {
    const { left, right, top, bottom, height } = element.getBoundingClientRect()
    const seen = { top: Math.max(top, view.top), bottom: Math.min(bottom, view.bottom) }
    const lines = 2 * parseFloat(getComputedStyle(element).lineHeight)
    if (seen.bottom - seen.top < Math.min(height, lines) - 1) {
      faults.push(`${name}: ${Math.round(top)} to ${Math.round(bottom)} of ${view.top} to ${view.bottom}`)
    }
    for (const y of [seen.top + 2, seen.bottom - 2]) {
      if (!isOn((left + right) / 2, y, element)) faults.push(`${name} is covered at ${Math.round(y)}`)
    }
  }
  const question = document.querySelector(".turn:last-child [data-question]")
  check("question", question)
  check("box", document.querySelector("#answer"))
  if (question.getBoundingClientRect().top < view.top) faults.push("the question's beginning is out of sight")
  const controls = document.querySelectorAll("main :is(button, input, select, summary, a, textarea)")
  for (const control of controls) {
    const { left, top, width, height } = control.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    if (!control.checkVisibility() || y < view.top || y > view.bottom) continue
    const found = document.elementFromPoint(x, y)
    if (!control.contains(found)) faults.push(`${control.outerHTML.slice(0, 60)} is covered`)
  }
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) faults.push(`wider than the window by ${scrollWidth - clientWidth}`)
  const bar = document.querySelector("#room-bar")
  const stays = getComputedStyle(bar).position === "sticky"
  if (stays && bar.offsetHeight > visualViewport.height / 8) faults.push("the bar takes too much room")
  return faults
}
"""


def assert_in_sight(page: Page, window: Window) -> None:
    """Wait until nothing is wrong with the layout."""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => !({FAULTS})().length", timeout=PATIENCE_MS / 2)
    faults = page.evaluate(FAULTS)
    assert not faults, f"{window.name}: {faults}"


# Two frames in a row at the same place, away from where the page was.
HAS_SCROLLED = """
(before) => {
  const [was, is] = [window.lastScrollY, scrollY]
  window.lastScrollY = is
  return is !== before && is === was
}
"""


def turn_the_wheel(page: Page, pixels: int) -> None:
    """Scroll as far as the page goes, and wait until it has: browsers take some frames."""
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, pixels)
    page.wait_for_function(HAS_SCROLLED, arg=before)


def assert_stays(page: Page, act: Callable[[], None]) -> None:
    """Check that the page does not scroll while `act` happens and two frames are painted."""
    before = page.evaluate("scrollY")
    act()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("scrollY") == before
