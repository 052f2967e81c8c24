"""Measure what a candidate's browser loads for the room: `.venv/bin/python -m tests.browser.page_weight`.

It prints requests, bytes and times on an emulated slow 3G line, for the room as it is, and for the same room with its
modules and style sheets served one by one. Loads of both alternate, each with an empty cache.
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
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from ops import ROOT
from ops.stack import Stack, Web

from .browsers import launch_chromium
from .candidate import Candidate
from .visitor import Visitor
from .webs import one_more_web

# Chromium's own preset: 400 ms and 400 kbit/s.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
LOADS = 5
TIMES = """
async () => {
  const painted = await new Promise((resolve) =>
    new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(resolve))
      .observe({ type: "paint", buffered: true }))
  return [painted.startTime, performance.getEntriesByType("navigation")[0].loadEventEnd]
}
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


def load(someone: Candidate, line: dict[str, Any] | None = None) -> Load:
    """Load the page on which `someone` is once more, with an empty cache."""
    session = someone.page.context.new_cdp_session(someone.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if line:
        session.send("Network.emulateNetworkConditions", line)
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    someone.page.reload()
    first_paint_ms, loaded_ms = someone.page.evaluate(TIMES)
    session.detach()
    return Load(len(sizes), sum(sizes), first_paint_ms, loaded_ms)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder) / "stack") as stack:
        ways = {"one by one": "tests.browser.unbundled_settings", "bundled": "interview_site.settings"}
        with sync_playwright() as playwright:
            browser = launch_chromium(playwright)
            for way, settings in ways.items():
                Path(folder, way).mkdir()
                with collected(stack, Path(folder, way), settings) as web:
                    print(_row(way, list(_loads(browser, stack, web))), flush=True)
            browser.close()


def _loads(browser: Browser, stack: Stack, web: Web) -> Iterator[Load]:
    someone = Candidate(Visitor(browser, web.url), stack.invite("en"), "en")
    someone.enter()
    for _ in range(LOADS):
        yield load(someone, SLOW_3G)
    someone.visitor.leave()


def _row(way: str, loads: list[Load]) -> str:
    paints, ends = ([getattr(one, name) / 1000 for one in loads] for name in ("first_paint_ms", "loaded_ms"))
    return (
        f"{way:<12} {loads[0].requests:>3} requests {loads[0].bytes / 1000:6.1f} KB"
        f"   first paint {statistics.median(paints):.2f} s ({min(paints):.2f} to {max(paints):.2f})"
        f"   loaded {statistics.median(ends):.2f} s ({min(ends):.2f} to {max(ends):.2f})"
    )


if __name__ == "__main__":
    main()
