"""Drafts on their way to a worker while Redis does not answer."""

import json
from typing import Any

import pytest
import redis

from interviews.notices.draft_line import PAUSE_SECONDS, DraftLine


class Wire:
    """A scripted Redis client: it publishes while it is `whole`, and counts the calls."""

    def __init__(self) -> None:
        self.whole = True
        self.tried = 0
        self.carried: list[tuple[str, Any]] = []

    def publish(self, channel: str, message: bytes) -> None:
        self.tried += 1
        if not self.whole:
            raise redis.TimeoutError
        self.carried.append((channel, json.loads(message)["text"]))


class Scene:
    def __init__(self) -> None:
        self.wire, self.seconds = Wire(), 100.0
        self._line = DraftLine(self.wire, "", lambda: self.seconds)  # type: ignore[arg-type]

    def send(self, text: str) -> None:
        self._line.send("w1", 7, 1, text)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_every_draft_goes_to_its_workers_channel(scene: Scene) -> None:
    for text in ("one", "two"):
        scene.send(text)
    assert scene.wire.carried == [("drafts:w1", "one"), ("drafts:w1", "two")]


def test_after_a_failure_drafts_are_dropped_for_a_while(scene: Scene) -> None:
    scene.wire.whole = False
    scene.send("lost")
    scene.wire.whole = True
    scene.seconds += PAUSE_SECONDS - 0.1
    scene.send("not tried")
    assert (scene.wire.tried, scene.wire.carried) == (1, [])
    scene.seconds += 0.2
    scene.send("heard")
    assert scene.wire.carried == [("drafts:w1", "heard")]
