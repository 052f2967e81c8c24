import json
import os
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bench.harness.models.bench_models import DEMO
from bench.harness.models.random_model import TINY
from interviews.llm.modelinfo import report as model_report
from ops import ROOT
from ops.stack import Stack

pytestmark = pytest.mark.process


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a product that is not running: the command needs neither Redis nor a database."""
    return Stack(tmp_path / "product").env


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / ".venv/bin/python"), "manage.py", "modelinfo", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)


def run_json(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    """Run with --json, and return what it prints."""
    printed = run(environment, *arguments, "--json")
    assert (printed.returncode, printed.stdout.count("\n")) == (0, 1), printed.stderr
    return dict(json.loads(printed.stdout))


def test_a_model_file_is_described(environment: dict[str, str], model_path: Path) -> None:
    model = run_json(environment, str(model_path), "--no-speed")["model"]
    expected = {
        "path": str(model_path),
        "sha256": sha256(model_path.read_bytes()).hexdigest(),
        "file_bytes": model_path.stat().st_size,
        "name": "random",
        "licence": None,
        "architecture": "llama",
        "parameters": TINY.parameters,
        "quantisation": "F16",
        "trained_context": TINY.context,
        "layers": TINY.layers,
        "embedding_width": TINY.width,
        "heads": TINY.heads,
        "kv_heads": TINY.heads,
        "rope_base": TINY.rope_base,
        "sliding_window": None,
        "vocabulary_tokens": TINY.vocabulary,
        "chat_template": "works",
    }
    assert {key: model[key] for key in expected} == expected
    assert model["eos"] in model["end_markers"]


def test_the_memory_of_a_worker_is_reported_by_slots(environment: dict[str, str], model_path: Path) -> None:
    found = run_json(environment, str(model_path), "--slots", "3", "--context", "1024", "--no-speed")
    by_slots = {row["slots"]: row for row in found["memory"]}
    assert list(by_slots) == [1, 2, 3, 4, 8, 16]
    assert found["memory_bytes"] == by_slots[3]["total_bytes"] > found["process_bytes"] > 0
    parts = ("process_bytes", "model_bytes", "kv_bytes", "compute_bytes")
    assert all(sum(row[part] for part in parts) == row["total_bytes"] for row in by_slots.values())
    assert by_slots[16]["kv_bytes"] == 16 * by_slots[1]["kv_bytes"]
    assert found["speed"] is None


def test_the_demo_model_is_the_default_and_its_speed_is_measured(environment: dict[str, str]) -> None:
    found = run_json(environment, "--slots", "2")
    speed = found["speed"]
    assert found["model"]["path"] == str(DEMO)
    assert min(speed["prompt"], speed["one_stream"], speed["together"]) > 0
    # A prompt of 3,000 tokens does not fit into the trained context of 2,048.
    assert list(speed["first_token_seconds"]) == ["300"]
    assert next(iter(speed["step_seconds"])) == "1" and min(speed["step_seconds"].values()) > 0


def test_without_json_a_report_is_printed_and_progress_goes_to_stderr(
    environment: dict[str, str], model_path: Path
) -> None:
    report = run(environment, str(model_path), "--slots", "2")
    assert f"trained context   {TINY.context:,} tokens" in report.stdout
    assert "← --slots" in report.stdout
    assert "tokens/s for one question" in report.stdout
    assert "for a prompt of 3,000 new tokens" in report.stdout
    assert "questions at once" in report.stdout and "steps in a round" in report.stdout
    assert "reading 3,000 tokens …" in report.stderr
    assert "level=" not in report.stderr  # no warnings were logged


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "no such file. Give the path of a .gguf file."),
        (b"", "llama.cpp cannot load it. Is it a whole GGUF file?"),
        (b"not a model at all", "llama.cpp cannot load it. Is it a whole GGUF file?"),
        (b"GGUF and then nonsense", "llama.cpp cannot load it. Is it a whole GGUF file?"),
    ],
    ids=["missing", "empty", "of another kind", "broken"],
)
def test_a_file_that_is_not_a_model_is_reported_in_one_line(
    environment: dict[str, str], tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "it.gguf"
    if content is not None:
        path.write_bytes(content)
    named, set_so = run(environment, str(path)), run({**environment, "LLM_MODEL": str(path)}, "--json")
    assert (named.returncode, named.stdout, set_so.returncode, set_so.stdout) == (1, "", 1, "")
    assert named.stderr.startswith(f"CommandError: {path}: {problem}")
    assert set_so.stderr.startswith(f"CommandError: LLM_MODEL={path}: {problem.split('.')[0]}")
    assert (named.stderr.count("\n"), set_so.stderr.count("\n")) == (1, 1)


def test_a_truncated_model_is_reported_in_one_line_and_not_measured(
    environment: dict[str, str], tmp_path: Path, model_path: Path
) -> None:
    half = tmp_path / "half.gguf"
    half.write_bytes(model_path.read_bytes()[: model_path.stat().st_size // 2])
    refused = run(environment, str(half))
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].endswith("llama.cpp cannot load it. Is it a whole GGUF file?")
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("option", "value", "cure"),
    [
        ("--slots", "0", "must be from 1 to 256"),
        ("--slots", "257", "must be from 1 to 256"),
        ("--context", "255", "must be from 256 to"),
    ],
)
def test_numbers_out_of_range_are_refused(environment: dict[str, str], option: str, value: str, cure: str) -> None:
    refused = run(environment, option, value)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert f"{option} {value}: {cure}" in refused.stderr


def test_a_model_on_a_server_cannot_be_described(environment: dict[str, str]) -> None:
    remote = {"LLM_BACKEND": "openai", "LLM_BASE_URL": "http://127.0.0.1:9/v1", "LLM_MODEL": "theirs"}
    refused = run(environment | remote)
    assert refused.returncode == 1
    assert "the model runs on a server. Name a .gguf file." in refused.stderr


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0.0 MB"), (1_234_567, "1.2 MB"), (999_000_000, "999.0 MB"), (12_345_678_901, "12.35 GB")]
)
def test_sizes_are_formatted_as_mb_or_gb(count: int, text: str) -> None:
    assert model_report.size(count) == text


def test_gpu_memory_has_its_own_column(environment: dict[str, str], model_path: Path) -> None:
    found = run_json(environment, str(model_path), "--no-speed")
    for row in found["memory"]:
        row["devices"] = {"CUDA0": 2_000_000_000}
    header, first = [line for line in model_report.lines(found) if "CUDA0" in line or "2.00 GB" in line][:2]
    assert header.endswith("total       CUDA0")
    assert first.endswith("2.00 GB")
