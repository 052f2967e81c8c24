"""Somebody who rates an interview with a mouse, and sees only what is on the screen."""

from playwright.sync_api import Locator, Page

_PLACES = """
(answer, words) => {
  const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT), range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words)
    if (at < 0) continue
    const place = (from, to, side) => {
      range.setStart(node, from)
      range.setEnd(node, to)
      const box = range.getBoundingClientRect()
      return [side === "left" ? box.left : box.right, (box.top + box.bottom) / 2]
    }
    return [place(at, at + 1, "left"), place(at + words.length - 1, at + words.length, "right")]
  }
  throw new Error(`not found: ${words}`)
}
"""
# What is under the middle of an element, or a label that is pressed in its place.
_IS_HIT = """
(element, [x, y]) => {
  const hit = document.elementFromPoint(x, y)
  return hit !== null && (element.contains(hit) || element.closest("label")?.contains(hit) === true)
}
"""


class Hand:
    """`presses` counts what the mouse's button was pressed for: a click, or a drag over words."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def click(self, target: Locator) -> None:
        target.scroll_into_view_if_needed()  # as with the wheel
        box = target.bounding_box()
        assert box
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert target.evaluate(_IS_HIT, list(middle)), f"something else is in front of {target}"
        self.page.mouse.click(*middle)
        self.presses += 1

    def drag_over(self, answer: Locator, words: str) -> None:
        """Select words of an answer, which are on one line."""
        answer.scroll_into_view_if_needed()
        start, end = answer.evaluate(_PLACES, words)
        for place in (start, end):
            assert answer.evaluate(_IS_HIT, place), f"{words!r} is not in sight"
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=5)
        self.page.mouse.up()
        self.presses += 1

    def write(self, text: str) -> None:
        """Type to whatever has the focus."""
        self.page.keyboard.type(text)
