"""The browsers that the tests drive: Chromium, and Firefox through WebDriver BiDi, both of the system's packages."""

import os
import shutil
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from ops.processes.process import wait_until

from . import bidi_relay

ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PREFERENCES: dict[str, str | float | bool] = {
    # A test's `reduced_motion` does not reach Firefox: Playwright sets only the colour scheme over WebDriver BiDi. With
    # smooth scrolling, a page is measured while it moves.
    "ui.prefersReducedMotion": 1,
    "general.smoothScroll": False,
    "media.autoplay.default": 1,  # sound needs a gesture, as in Chromium
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
}


def chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("The browser tests need Chromium: apt-get install chromium fonts-noto-cjk", pytrace=False)
    return path


def firefox() -> str:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        pytest.skip("Firefox is not installed, and set-up could not install it: apt-get install firefox-esr")
    return path


def launch_chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


def launch_firefox(playwright: Playwright, folder: Path, env: Mapping[str, str]) -> Browser:
    """Start Firefox with `env` added to the environment; the program that Playwright starts is written to `folder`."""
    program = folder / "firefox"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{bidi_relay.__file__}" "{firefox()}" "$@"\n')
    program.chmod(0o755)
    options = {"channel": "moz-firefox", "firefox_user_prefs": PREFERENCES, "env": {**os.environ, **env}}
    return playwright.firefox.launch(executable_path=program, **options)  # type: ignore[arg-type]


def kill(profile: Path) -> None:
    """Kill all processes of the browser that has this profile, at once, and wait until they are gone."""
    wait_until(lambda: not killed(profile), seconds=30, what="the browser is gone")


def killed(profile: Path) -> list[int]:
    """Kill the processes that have this profile, and return their ids."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if f"--user-data-dir={profile}" in entry.read_text():
                found.append(int(entry.parent.name))
                os.kill(found[-1], signal.SIGKILL)
    return found
