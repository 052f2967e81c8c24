"""What `manage.py fetchmodel` says without fetching anything, and where LLM_MODEL finds what was fetched."""

import fcntl
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from interviews.llm.catalogue.entries import CATALOGUE, entry_of
from interviews.llm.catalogue.entry import HubFile
from interviews.llm.catalogue.errors import FetchFailed
from interviews.llm.catalogue.fetch import fetch
from interviews.llm.catalogue.listing import introduction, table
from interviews.llm.freedom import Freedom
from ops import ROOT

from .command import FetchModel


def test_every_entry_is_whole() -> None:
    for name, entry in CATALOGUE.items():
        assert name == entry.name == entry.file_name.removesuffix(".gguf")
        assert entry.bytes > 0 and entry.memory_bytes > entry.bytes
        assert entry.sha256 is None or len(bytes.fromhex(entry.sha256)) == 32
        assert entry.licence.url.startswith("https://")
        assert set(entry.languages) <= {"en", "ko"}


def test_the_parts_of_an_entry_add_up_to_its_file() -> None:
    for entry in CATALOGUE.values():
        if isinstance(entry.source, HubFile):
            assert len(bytes.fromhex(entry.source.revision)) == 20
        else:
            assert sum(part.bytes for part in entry.source.parts) == entry.bytes


def test_a_file_is_known_by_its_name(tmp_path: Path) -> None:
    assert entry_of(tmp_path / "qwen3-4b.gguf") is CATALOGUE["qwen3-4b"]
    assert entry_of(tmp_path / "another.gguf") is None


def test_the_table_has_a_row_for_each_model_and_shows_what_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "smollm2-135m.gguf").touch()
    head, *rows = table(CATALOGUE.values(), tmp_path)
    assert [row.split()[0] for row in rows] == list(CATALOGUE)
    fetched = [row.split()[0] for row in rows if row[head.index("fetched") :].startswith("yes")]
    assert fetched == ["smollm2-135m"]


def test_a_licence_that_forbids_commercial_use_is_named_plainly() -> None:
    assert "This licence forbids commercial use." in list(introduction(CATALOGUE["exaone-4.0-1.2b"]))
    assert not any("commercial" in line for line in introduction(CATALOGUE["qwen3-4b"]))


@pytest.mark.process
def test_without_a_name_the_catalogue_is_listed(tmp_path: Path) -> None:
    done = FetchModel(tmp_path).run()
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in CATALOGUE)


@pytest.mark.process
def test_an_unknown_name_lists_the_names(tmp_path: Path) -> None:
    line = FetchModel(tmp_path).refused("gpt-9")
    assert line.startswith("CommandError: 'gpt-9' is not in the catalogue. Choose one of: smollm2-135m, ")


def test_too_little_space_is_reported_before_anything_is_fetched(tmp_path: Path) -> None:
    huge = replace(CATALOGUE["qwen3-4b"], bytes=10**18)
    with pytest.raises(FetchFailed, match=rf"needs 1,000,000,000,\d+ MB in {tmp_path}, but only [\d,]+ MB are free"):
        fetch(huge, tmp_path, print)


def test_a_second_process_does_not_disturb_the_first(tmp_path: Path) -> None:
    entry = CATALOGUE["qwen3-4b"]
    with (tmp_path / f".{entry.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(FetchFailed, match="is being fetched by another process"):
            fetch(entry, tmp_path, print)


@pytest.mark.process
def test_llm_model_may_be_a_name_of_the_catalogue(tmp_path: Path) -> None:
    shown = "from django.conf import settings; print(settings.LLM.model, settings.LLM.freedom['en'])"
    environment = FetchModel(tmp_path, LLM_MODEL="qwen3-4b").environment
    done = subprocess.run([sys.executable, "-c", shown], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.split() == [str(tmp_path / "models/qwen3-4b.gguf"), Freedom.STEM]
