import pytest

from interviews.chat import waiting


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the chat wait for no question: nobody writes one."""
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 0.0)
