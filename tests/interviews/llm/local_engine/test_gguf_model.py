import subprocess
import sys
from pathlib import Path

import pytest

from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.backend import LocalBackend
from interviews.llm.local_engine.gguf_model import GgufModel
from ops import ROOT


def test_a_missing_file_is_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"LLM_MODEL=.*nothing\.gguf: no such file\. Put"):
        GgufModel(str(tmp_path / "nothing.gguf"))


@pytest.mark.parametrize("keep", [0, 3, 100, 0.5])
def test_a_broken_file_is_named(tmp_path: Path, model_path: Path, keep: float) -> None:
    whole = model_path.read_bytes()
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(whole[: int(len(whole) * keep) if keep < 1 else int(keep)])
    with pytest.raises(ModelUnavailable, match=r"LLM_MODEL=.*Is it a whole GGUF file"):
        GgufModel(str(broken))


def test_metadata_of_any_length_is_read_completely(gguf: GgufModel) -> None:
    assert gguf.metadata("tokenizer.chat_template").endswith("{% endif %}")
    assert gguf.metadata("no.such.key") == ""


@pytest.mark.parametrize("text", ["", "hello", "안녕하세요", "👩\u200d💻 é\n\t"])
def test_tokens_decode_to_the_same_text(gguf: GgufModel, text: str) -> None:
    assert b"".join(map(gguf.piece, gguf.tokenize(text, special=False))).decode() == text


def test_a_model_that_was_missing_loads_once_the_file_exists(tmp_path: Path, model_path: Path) -> None:
    path = tmp_path / "late.gguf"
    backend = LocalBackend(str(path), gpu_layers=0, context=2048, slots=2, threads=1)
    with pytest.raises(ModelUnavailable):
        backend.load()
    assert backend.describe() == {"model": "late.gguf", "model_sha256": ""}
    path.write_bytes(model_path.read_bytes())
    assert backend.load() is backend.load()
    assert len(backend.describe()["model_sha256"]) == 64


@pytest.mark.process
def test_a_cache_that_does_not_fit_into_memory_is_refused_with_the_cure(model_path: Path) -> None:
    lines = (
        "import resource",
        "resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))",
        "from interviews.llm.local_engine.llama_context import LlamaContext, ContextSize",
        "from interviews.llm.local_engine.gguf_model import GgufModel",
        f"LlamaContext(GgufModel({str(model_path)!r}), ContextSize(8 << 20, 4, batch=64), threads=1)",
    )
    tried = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, text=True)
    assert "ModelUnavailable" in tried.stderr
    assert "Lower LLM_CONTEXT or WORKER_CONCURRENCY" in tried.stderr
