"""How `pytest -n` shares the tests out among its workers: file by file, the slow kinds first."""

from collections import defaultdict

import pytest
from xdist.scheduler import LoadFileScheduling

from .kinds import kinds

SLOWEST_FIRST = ("chaos", "browser", "process", "model", "redis", "unit")


class ByFile(LoadFileScheduling):
    """Keeps a file's tests in one worker, because they share its fixtures, and all of chaos, which shares a product."""

    def __init__(self, config: pytest.Config, log: object) -> None:
        config.option.loadscopereorder = False  # else the files with the most tests come first, which are quick
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return "tests/chaos" if nodeid.startswith("tests/chaos/") else super()._split_scope(nodeid)


def put_slow_files_first(items: list[pytest.Item]) -> None:
    """Sort in place, so that no worker is left alone with a slow file at the end."""
    rank: dict[object, int] = defaultdict(lambda: len(SLOWEST_FIRST))
    for item in items:
        rank[item.path] = min(rank[item.path], *(SLOWEST_FIRST.index(kind) for kind in kinds(item)))
    items.sort(key=lambda item: rank[item.path])
