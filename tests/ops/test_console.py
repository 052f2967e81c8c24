from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.console import CommandFailed, Console
from ops.stack import UNSET

pytestmark = pytest.mark.process


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    env = {"DJANGO_SETTINGS_MODULE": "interview_site.settings", "SECRET_KEY": "for tests", "DATA_DIR": str(tmp_path)}
    console = Console({**UNSET, **env})
    yield console
    console.stop()


def test_a_command_returns_its_output_and_a_failure_does_not_affect_the_next(console: Console) -> None:
    assert console.run("shell", "-v", "0", "-c", "print('한')") == "한\n"
    with pytest.raises(CommandFailed, match="no such table"):
        console.run("seed")
    assert console.run("shell", "-v", "0", "-c", "print(2)") == "2\n"


def test_the_console_starts_again_after_a_stop(console: Console) -> None:
    ask = ("shell", "-v", "0", "-c", "import os; print(os.getpid())")
    first = console.run(*ask)
    assert console.run(*ask) == first
    console.stop()
    assert console.run(*ask) != first
