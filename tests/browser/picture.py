"""Film the running product for the README: `.venv/bin/python -m tests.browser.picture docs/room.webp`.

The worker's model is a local server that writes ten tokens a second, about the pace of a mid-sized model on a CPU.
Everything else is the product itself: worker, Redis, web process, espeak-ng and the page in Chromium.
"""

import io
import sys
import tempfile
from base64 import b64decode
from pathlib import Path

from PIL import Image
from playwright.sync_api import CDPSession, Page, sync_playwright

from ops.stack import Stack
from ops.vendors.chat_server import MODEL, Reply, ScriptedServer

from .browsers import launch_chromium
from .candidate import Candidate
from .visitor import Visitor

QUESTIONS = (
    "Tell me about a service that you have run in production. What was hardest about it?",
    "You cut the response time by putting Redis in front of PostgreSQL. How did you decide which data could be stale, "
    "and how did you notice when it was too old?",
)
ANSWER = "Our product pages were slow, so I put Redis in front of PostgreSQL and cut the response time by 40%."
SECONDS_A_TOKEN = 0.1
VIEWPORT = {"width": 880, "height": 560}
AFTER_THE_VOICE_MS = 1500  # how long the last frame stays before the film begins again
LEAST_MS = 80  # frames closer together than this are dropped


class Film:
    """What a page shows, as Chromium's screencast delivers it: a frame whenever something has changed."""

    def __init__(self, page: Page) -> None:
        self._frames: list[tuple[float, bytes]] = []  # seconds, PNG
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.on("Page.screencastFrame", self._keep)

    def start(self) -> None:
        self._session.send("Page.startScreencast", {"format": "png"})

    def stop(self) -> None:
        self._session.send("Page.stopScreencast")

    def save(self, path: Path) -> None:
        """Write an endless animation. Pillow finds out what changes from frame to frame."""
        frames = self._thinned()
        ends = [seconds for seconds, _ in frames[1:]]
        durations = [round(1000 * (end - begin)) for (begin, _), end in zip(frames, ends, strict=False)]
        images = [Image.open(io.BytesIO(png)) for _, png in frames]
        images[0].save(
            path, save_all=True, append_images=images[1:], duration=[*durations, AFTER_THE_VOICE_MS], loop=0,
            quality=70, method=6, minimize_size=True,
        )  # fmt: skip

    def _thinned(self) -> list[tuple[float, bytes]]:
        kept = self._frames[:1]
        for frame in self._frames[1:]:
            if 1000 * (frame[0] - kept[-1][0]) >= LEAST_MS:
                kept.append(frame)
        return [*kept, self._frames[-1]]

    def _keep(self, event: dict[str, object]) -> None:
        metadata = event["metadata"]
        assert isinstance(metadata, dict)
        self._frames.append((float(metadata["timestamp"]), b64decode(str(event["data"]))))
        self._session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})


def shoot(path: Path) -> None:
    """Film the second question, from the press on Send until the voice has ended."""
    with tempfile.TemporaryDirectory() as folder, ScriptedServer() as model, sync_playwright() as playwright:
        remote = {"LLM_BACKEND": "openai", "LLM_MODEL": MODEL, "LLM_BASE_URL": model.base_url}
        with Stack(Path(folder), **remote) as stack:
            browser = launch_chromium(playwright)
            candidate = Candidate(Visitor(browser, stack.url, viewport=VIEWPORT), stack.invite("en", "Ada"), "en")
            model.reply = reply(QUESTIONS[0])
            candidate.enter()
            candidate.begin()
            candidate.wait_for_question(1)
            wait_for_silence(candidate.page, 1)
            model.reply = reply(QUESTIONS[1])
            candidate.answer_box.fill(ANSWER)
            film = Film(candidate.page)
            film.start()
            candidate.page.locator("[data-send]").click()
            candidate.wait_for_question(2)
            wait_for_silence(candidate.page, 2)
            film.stop()
            browser.close()
    film.save(path)


def reply(question: str) -> Reply:
    words = tuple(f"{word} " for word in question.split())
    return Reply(words=words, first_seconds=4 * SECONDS_A_TOKEN, seconds_between=SECONDS_A_TOKEN)


def wait_for_silence(page: Page, turn: int) -> None:
    """Until the last sentence of the question is no longer marked as being spoken."""
    page.wait_for_function("() => CSS.highlights.get('spoken')?.size > 0")
    page.wait_for_function("() => !CSS.highlights.get('spoken')?.size", timeout=60_000)


if __name__ == "__main__":
    shoot(Path(sys.argv[1]))
