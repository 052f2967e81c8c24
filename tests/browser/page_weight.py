"""Measure what a candidate's browser loads for the room: `.venv/bin/python -m tests.browser.page_weight`.

It prints requests, bytes and times on an emulated slow 3G line, for the room as it is, and for the same room with its
modules and style sheets served one by one: five candidates each, with empty caches. "First words" is the time from the
press of "Begin" to the first words of the first question, with the demo model.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ops import ROOT
from ops.stack import Stack, Web

from .browsers import launch_chromium
from .candidate import Candidate
from .visitor import Visitor
from .webs import one_more_web

# Chromium's own preset: 400 ms and 400 kbit/s.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
VISITS = 5
TIMES = """
async () => {
  const painted = await new Promise((resolve) =>
    new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(resolve))
      .observe({ type: "paint", buffered: true }))
  return [painted.startTime, performance.getEntriesByType("navigation")[0].loadEventEnd]
}
"""

FIRST_WORDS = """
() => new Promise((resolve) => {
  const pressed = performance.now()
  const look = () => {
    if (document.querySelector("[data-question]")?.textContent) resolve(performance.now() - pressed)
    else requestAnimationFrame(look)
  }
  document.querySelector("[data-begin]").click()
  look()
})
"""


@dataclass(frozen=True)
class Load:
    """One load of a page: requests, compressed bytes with their headers, and milliseconds since its start."""

    requests: int
    bytes: int
    first_paint_ms: float
    loaded_ms: float


@contextmanager
def collected(stack: Stack, folder: Path, settings: str = "interview_site.settings") -> Iterator[Web]:
    """Start one more web process for `stack`, which serves collected files as a deployment does."""
    collects = {"STATIC_ROOT": str(folder / "static")}
    manage = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
    environment = stack.env | collects | {"DJANGO_SETTINGS_MODULE": settings}
    subprocess.run(manage, cwd=ROOT, env=os.environ | environment, check=True)
    with one_more_web(stack, folder, settings, **collects) as web:
        web.wait_until_ready()
        yield web


@contextmanager
def slow_line(someone: Candidate) -> Iterator[None]:
    session = someone.page.context.new_cdp_session(someone.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    yield
    session.detach()


def load(someone: Candidate) -> Load:
    """Load the page on which `someone` is once more, with an empty cache."""
    session = someone.page.context.new_cdp_session(someone.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    someone.page.reload()
    first_paint_ms, loaded_ms = someone.page.evaluate(TIMES)
    session.detach()
    return Load(len(sizes), sum(sizes), first_paint_ms, loaded_ms)


def first_words_ms(someone: Candidate) -> float:
    """Begin the interview, and return the milliseconds until the page shows words of the first question."""
    return float(someone.page.evaluate(FIRST_WORDS))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder) / "stack") as stack:
        ways = {"one by one": "tests.browser.unbundled_settings", "bundled": "interview_site.settings"}
        with sync_playwright() as playwright:
            browser = launch_chromium(playwright)
            for way, settings in ways.items():
                Path(folder, way).mkdir()
                with collected(stack, Path(folder, way), settings) as web:
                    print(_row(way, [_visit(browser, stack, web) for _ in range(VISITS)]), flush=True)
            browser.close()


def _visit(browser: Browser, stack: Stack, web: Web) -> tuple[Load, float]:
    someone = Candidate(Visitor(browser, web.url), stack.invite("en"), "en")
    someone.enter()
    with slow_line(someone):
        measured = load(someone), first_words_ms(someone)
    someone.visitor.leave()
    return measured


def _row(way: str, visits: list[tuple[Load, float]]) -> str:
    loads = [load for load, _ in visits]
    times = {
        "first paint": [load.first_paint_ms for load in loads],
        "loaded": [load.loaded_ms for load in loads],
        "first words": [words for _, words in visits],
    }
    told = [
        f"   {name} {statistics.median(values) / 1000:.2f} s ({min(values) / 1000:.2f} to {max(values) / 1000:.2f})"
        for name, values in times.items()
    ]
    return f"{way:<12} {loads[0].requests:>3} requests {loads[0].bytes / 1000:6.1f} KB{''.join(told)}"


if __name__ == "__main__":
    main()
