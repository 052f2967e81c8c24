"""Measured costs are kept for the machine on which they were measured, and for no other."""

import json
from pathlib import Path
from typing import Any

import pytest

from interviews.llm.local_engine.steps import costs_file
from interviews.llm.local_engine.steps.costs import StepCosts
from interviews.llm.local_engine.steps.costs_file import CostsFile

COSTS = StepCosts({1: 0.02, 8: 0.127})
SHA256 = "ab" * 32


@pytest.fixture
def file(tmp_path: Path) -> CostsFile:
    file = CostsFile(tmp_path / "engine", SHA256, threads=1)
    file.write(COSTS, slots=8)
    return file


def path_in(folder: Path) -> Path:
    [path] = (folder / "engine").iterdir()
    return path


@pytest.mark.parametrize("slots", [2, 8])
def test_what_was_measured_is_read_again(file: CostsFile, slots: int) -> None:
    kept = file.read(slots)
    assert kept and kept.seconds == COSTS.seconds


def test_more_slots_than_were_measured_are_measured_anew(file: CostsFile) -> None:
    assert file.read(9) is None


def test_other_threads_and_other_models_have_files_of_their_own(file: CostsFile, tmp_path: Path) -> None:
    assert CostsFile(tmp_path / "engine", SHA256, threads=2).read(2) is None
    assert CostsFile(tmp_path / "engine", "cd" * 32, threads=1).read(2) is None


@pytest.mark.parametrize("field", ["cpu", "cores", "instructions", "llama_cpp", "model_sha256"])
def test_a_file_of_another_machine_does_not_count(file: CostsFile, tmp_path: Path, field: str) -> None:
    content = json.loads(path_in(tmp_path).read_text())
    content["made_for"][field] = "another"
    path_in(tmp_path).write_text(json.dumps(content))
    assert file.read(8) is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"made_for": 1}', "\x00", '{"made_for": MADE_FOR, "slots": 8, "seconds": {}}']
    + [f'{{"made_for": MADE_FOR, "slots": 8, "seconds": {seconds}}}' for seconds in ('{"1": -1}', '{"1": null}', "[1]")]
    + [
        '{"made_for": MADE_FOR, "slots": "8", "seconds": {"1": 1}}',
        '{"made_for": MADE_FOR, "slots": 8, "seconds": {"1',
    ],
)
def test_a_file_that_is_cut_short_or_nonsense_is_measured_anew(file: CostsFile, tmp_path: Path, text: str) -> None:
    made_for: Any = json.loads(path_in(tmp_path).read_text())["made_for"]
    path_in(tmp_path).write_text(text.replace("MADE_FOR", json.dumps(made_for)))
    assert file.read(8) is None
    file.write(COSTS, slots=8)
    assert file.read(8) is not None


def test_without_a_folder_to_write_to_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "engine").write_text("a file, not a folder")
    file = CostsFile(tmp_path / "engine", SHA256, threads=1)
    file.write(COSTS, slots=8)
    assert file.read(8) is None


def test_a_system_without_cpuinfo_is_named_by_python(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(costs_file, "CPU_INFO", tmp_path / "none")
    file = CostsFile(tmp_path / "engine", SHA256, threads=1)
    file.write(COSTS, slots=8)
    assert file.read(8) is not None
