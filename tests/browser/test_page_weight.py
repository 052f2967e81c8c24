"""What the room weighs, served as in a deployment, and that its bundle works there."""

from collections.abc import Callable
from pathlib import Path

from ops.stack import Stack

from .candidate import Candidate
from .page_weight import collected, load

MOST_REQUESTS = 12
MOST_BYTES = 60_000
# The address that the bundle names is the one that its player loads. Playwright sees no request of a worklet.
WORKLET = """
async () => {
  const script = document.querySelector("script[type=module]").src
  const [, path] = /new URL\\("([^"]+)"/.exec(await (await fetch(script)).text())
  await new AudioContext().audioWorklet.addModule(new URL(path, script))
  return "ready"
}
"""


def test_the_bundled_room_is_light_and_works(candidate: Callable[..., Candidate], stack: Stack, tmp_path: Path) -> None:
    with collected(stack, tmp_path) as web:
        someone = candidate("en")
        someone.url = someone.url.replace(stack.url, web.url)
        someone.enter()
        weight = load(someone)
        assert weight.requests <= MOST_REQUESTS
        assert weight.bytes < MOST_BYTES
        someone.begin()
        assert someone.page.evaluate(WORKLET) == "ready"
        someone.wait_for_question(1)
        someone.answer("I wrote a service in Python.")
        someone.wait_for_question(2)
        someone.page.goto("about:blank")  # its stream ends before its server does
