"""What a worker process counts, and how much memory it takes, on a model that is big enough to weigh."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.harness.models.random_model import SHAPE_40M, write_random_model
from interviews.llm.modelinfo.footprint import PAGE_BYTES
from ops.processes.ports import HOST, free_port
from ops.processes.process import Process, wait_until
from ops.processes.procfile import commands
from ops.stack import Stack
from tests.interviews.guest import SECONDS, Guest

SLOTS, CONTEXT = 4, 2048


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Stack]:
    """Start the product, and have its worker ask a question."""
    model = write_random_model(tmp_path_factory.mktemp("model") / "40m.gguf", SHAPE_40M)
    environment = {
        "LLM_MODEL": str(model),
        "LLM_CONTEXT": str(CONTEXT),
        "LLM_CHECK": "off",
        "WORKER_CONCURRENCY": str(SLOTS),
        "WORKER_METRICS_PORT": str(port),
    }
    with Stack(tmp_path_factory.mktemp("product"), **environment) as stack, Guest(stack) as guest:
        guest.post("start")
        wait_until(lambda: guest.turn()["status"] in ("asked", "failed"), SECONDS, "a question is made")
        yield stack


def test_a_worker_counts_what_its_model_wrote(product: Stack, port: int) -> None:
    shown = httpx.get(f"http://{HOST}:{port}/metrics").text
    assert value(shown, "llm_written_tokens_total") > 0
    assert value(shown, 'llm_prompt_tokens_total{source="read"}') > 0
    assert value(shown, "llm_kv_cells") == SLOTS * CONTEXT
    assert "speech_clips" in shown


def value(shown: str, name: str) -> float:
    match = re.search(rf"^{re.escape(name)} (\S+)$", shown, re.MULTILINE)
    assert match, name
    return float(match[1])


def test_a_web_process_shows_what_the_worker_counts(product: Stack) -> None:
    def counted(name: str) -> float:
        found = re.findall(rf'^{name}{{[^}}]*worker="[^"]+:{product.worker.pid}"}} (\S+)$', page(product), re.MULTILINE)
        return sum(map(float, found))

    wait_until(lambda: counted("interview_first_token_seconds_count") == 1, SECONDS, "the worker has reported")
    for name in ("queue_seconds_count", "question_seconds_count", "attempts_total"):
        assert counted(f"interview_{name}") == 1, name
    assert counted("stream_append_seconds_count") > 0
    assert "worker=" not in page(product, "?workers=0")


def page(product: Stack, query: str = "") -> str:
    return httpx.get(f"{product.url}/metrics{query}").text


def test_only_this_machine_sees_it(product: Stack, port: int) -> None:
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    addresses = {line.split()[1] for line in listening if line.split()[1].endswith(f":{port:04X}")}
    assert addresses == {f"0100007F:{port:04X}"}


def test_a_worker_takes_the_memory_that_modelinfo_says(product: Stack) -> None:
    statm = Path(f"/proc/{product.worker.pid}/statm").read_text()
    taken = int(statm.split()[1]) * PAGE_BYTES
    said = json.loads(product.manage("modelinfo", "--no-speed", "--json"))["memory_bytes"]
    assert taken == pytest.approx(said, rel=0.1)


def test_a_port_that_is_taken_ends_the_worker_with_its_name_and_the_cure(product: Stack, tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as other:
        taken = str(other.getsockname()[1])
        environment = product.env | {"WORKER_METRICS_PORT": taken}
        with Process(commands(product.port)["worker"], env=environment, log=tmp_path / "log") as process:
            assert process.wait(SECONDS) == 1
    said = (tmp_path / "log").read_text()
    assert f"CommandError: WORKER_METRICS_PORT={taken}: Address already in use. Give each worker" in said
    assert "Traceback" not in said
