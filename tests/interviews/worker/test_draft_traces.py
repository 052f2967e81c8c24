"""The product's files after drafts went through it: they have the answer, but not what the candidate changed in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from ops.stack import Stack
from tests.interviews.guest import Guest

CHANGED, SENT = "zanzibar", "madagascar"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the product on the demo model, logging as much as it can."""
    with Stack(tmp_path_factory.mktemp("product"), DEBUG="on", TTS_BACKEND="off") as stack:
        yield stack


def kept(folder: Path, word: str) -> list[str]:
    """Return the files that contain the text: databases, Redis's, logs."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"web.log", "worker.log", "db.sqlite3"} <= {path.name for path in files}
    return [path.name for path in files if word.encode() in path.read_bytes()]


def test_nothing_is_kept_of_a_draft_but_the_answer_that_was_sent(product: Stack) -> None:
    with Guest(product) as guest, Redis.from_url(product.redis.url) as redis:
        guest.post("start")
        guest.wait_for("asked")
        [channel] = redis.pubsub_channels("drafts:*")
        assert redis.pubsub_numsub(channel) == [(channel, 1)]
        for text in (f"Our code name was {CHANGED} ", f"Our code name was {CHANGED} and ", "Our code name was "):
            assert guest.post("draft", turn=1, text=text).status_code == 204
        assert guest.post("draft", turn=2, text=CHANGED).status_code == 409
        guest.post("answers", turn=1, text=f"Our code name was {SENT}.")
        guest.wait_for("asked", 2)
        keys = str([redis.dump(key) for key in redis.scan_iter()])
    folder = Path(product.env["DATA_DIR"])
    assert any(name.startswith("db.sqlite3") for name in kept(folder, SENT))
    assert kept(folder, CHANGED) == []
    assert CHANGED not in keys
