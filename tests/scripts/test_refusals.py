"""The room's sentences for the codes of the API and the sockets."""

import re
from pathlib import Path

import pytest

from interviews.api import errors

from .node import run

pytestmark = pytest.mark.process

ROOM = Path(__file__).parent.parent.parent / "templates/interviews/room.html"


def test_the_room_has_a_sentence_for_every_code() -> None:
    phrases = dict(run("return [...(await load('stream/refusals')).PHRASES]"))
    assert set(phrases) == set(errors.STATUS) == set(errors.MESSAGES)
    assert set(phrases.values()) <= set(re.findall(r'data-phrase="(\w+)"', ROOM.read_text(encoding="utf-8")))
