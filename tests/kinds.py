"""What each test needs, as markers: `pytest -m unit`, `pytest -m "not browser"`. pyproject.toml describes them.

Most tests get their markers here, from their folder and their fixtures. A test that starts a server or a program
in its own body carries the marker itself. `ProcessWatch` proves them right: a test that starts a program without
the marker for it fails.
"""

import sys
from typing import Any

import pytest

KINDS = ("unit", "redis", "process", "browser", "chaos", "model")

FOLDERS = {"browser": "browser", "chaos": "chaos"}
FIXTURES = {
    "redis_server": "redis",
    "frail_redis": "redis",
    "stack": "process",
    "product": "process",
    "model_path": "model",
    "tried": "model",
    "kokoro": "model",
}


def mark(item: pytest.Item) -> None:
    """Add the markers that the item's folder and fixtures ask for, and `unit` if it needs nothing."""
    fixtures = set(getattr(item, "fixturenames", ()))
    found = {FIXTURES[name] for name in fixtures & set(FIXTURES)}
    found |= {FOLDERS[name] for name in item.path.parent.parts if name in FOLDERS}
    if item.get_closest_marker("django_db"):
        found.add("redis")  # see `django_db_setup`
    for kind in sorted(found - kinds(item)):
        item.add_marker(kind)
    if not kinds(item):
        item.add_marker("unit")


def kinds(item: pytest.Item) -> set[str]:
    """Return the kinds that the item is marked with."""
    return {marker.name for marker in item.iter_markers() if marker.name in KINDS}


class ProcessWatch:
    """Refuses to start a program for a test whose markers do not announce it."""

    def __init__(self) -> None:
        self._running: pytest.Item | None = None
        # An audit hook sees every way to start a program, also those inside libraries.
        sys.addaudithook(self._audit)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        self._running = item
        try:
            return (yield)
        finally:
            self._running = None

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "subprocess.Popen" or self._running is None:
            return
        command = [str(word) for word in arguments[1]]
        allowed = kinds(self._running)
        server = any(word.endswith("/redis-server") for word in command)
        if not allowed & {"process", "browser", "chaos"} and not (server and "redis" in allowed):
            raise AssertionError(f"{self._running.nodeid} starts {command}: mark it `process`, or `redis`")
