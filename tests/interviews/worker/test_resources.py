from datetime import timedelta
from typing import Any

import pytest

from interviews.worker.resources import WorkerResources
from streaming.writing.spoken import Readings


class Loading:
    """A backend that notes that it was loaded."""

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def load(self) -> None:
        self.loaded.append("model")


@pytest.mark.parametrize(("speaker", "loaded"), [(object(), ["model", "readings"]), (None, ["model"])])
def test_what_would_delay_the_first_question_is_loaded_before(
    monkeypatch: pytest.MonkeyPatch, speaker: Any, loaded: list[str]
) -> None:
    backend: Any = Loading()
    monkeypatch.setattr(Readings, "prepare", lambda _self: backend.loaded.append("readings"))
    WorkerResources(backend, speaker, log=None, lease=timedelta(seconds=1)).load()  # type: ignore[arg-type]
    assert backend.loaded == loaded
