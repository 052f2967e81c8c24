"""What a worker is told about a model file before it loads it."""

from pathlib import Path

import pytest

from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.backend import LocalBackend


def check(path: Path) -> None:
    LocalBackend(str(path), gpu_layers=0, context=512, slots=1, threads=1).check()


def test_a_whole_model_passes(model_path: Path) -> None:
    check(model_path)


def test_half_a_file_is_found_out_by_its_header(tmp_path: Path, model_path: Path) -> None:
    half = tmp_path / "half.gguf"
    half.write_bytes(model_path.read_bytes()[:-1000])
    with pytest.raises(ModelUnavailable, match=r"llama\.cpp cannot load it\. Is it a whole GGUF file\?"):
        check(half)


def test_a_model_of_the_catalogue_that_is_not_there_is_to_be_fetched(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"no such file\. .*manage\.py fetchmodel qwen3-4b` fetches it"):
        check(tmp_path / "qwen3-4b.gguf")


def test_another_missing_file_is_answered_with_what_llm_model_takes(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"Put the path of a \.gguf file there, or a name that"):
        check(tmp_path / "mine.gguf")
