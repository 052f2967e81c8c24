"""No third party learns what is said: LangSmith is sent nothing, whatever its variables say."""

import asyncio
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import langsmith
import pytest

from interviews.llm import no_tracing
from interviews.llm.backends import make_backend
from interviews.llm.model_settings import ModelSettings
from ops import ROOT
from ops.stack import Stack
from ops.vendors.chat_server import ScriptedServer
from ops.vendors.loopback_thread import LoopbackThread
from tests.interviews.guest import Guest

LIBRARIES = ("langsmith", "langchain_core", "langchain", "langchain_openai", "langgraph")
TRACED = """
from langchain_core.language_models import FakeListChatModel
from langchain_core.tracers.langchain import wait_for_all_tracers
FakeListChatModel(responses=["a secret"]).invoke("hello")
wait_for_all_tracers()
"""


class Sink(LoopbackThread):
    """Counts connections, and answers every request with an empty JSON object."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink


def variables(sink: Sink) -> dict[str, str]:
    """Return a value for every variable that the libraries' source names. Addresses are those of the sink."""
    names = {name for library in LIBRARIES for path in sources(library) for name in named_in(path)}
    assert {"LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGSMITH_GATEWAY", "LANGCHAIN_ENDPOINT"} <= names
    is_address = re.compile("ENDPOINT|BASE_URL|GATEWAY$")
    values = {name: sink.url if is_address.search(name) else "true" for name in names}
    return values | {"LANGSMITH_RUNS_ENDPOINTS": f'{{"{sink.url}": "key"}}'}


def sources(library: str) -> list[Path]:
    spec = importlib.util.find_spec(library)
    assert spec and spec.submodule_search_locations
    return [path for folder in spec.submodule_search_locations for path in Path(folder).rglob("*.py")]


def named_in(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    whole = set(re.findall(r"\bLANG(?:SMITH|CHAIN|GRAPH)_[A-Z0-9_]*[A-Z0-9]", text))
    halves = re.findall(r'get_env_var\(\s*"([A-Z0-9_]+)"', text)
    return whole | {f"{library}_{name}" for library in ("LANGSMITH", "LANGCHAIN") for name in halves}


@pytest.mark.process
def test_the_sink_would_see_a_trace(sink: Sink) -> None:
    told = {"LANGSMITH_TRACING_V2": "true", "LANGSMITH_ENDPOINT": sink.url, "LANGSMITH_API_KEY": "key"}
    subprocess.run([sys.executable, "-c", TRACED], cwd=ROOT, env=os.environ | told, check=True)
    assert sink.connections > 0


@pytest.mark.process
def test_with_every_variable_set_an_interview_goes_on_and_nothing_is_sent(sink: Sink, tmp_path: Path) -> None:
    with ScriptedServer() as server:
        remote = {"LLM_BACKEND": "openai", "LLM_MODEL": "m", "LLM_BASE_URL": server.base_url, "LLM_CHECK": "off"}
        with Stack(tmp_path, **variables(sink), **remote) as stack, Guest(stack) as guest:
            guest.post("start")
            guest.wait_for("asked")
            assert server.headers
        # The processes have ended, so nothing waits to be sent.
    assert sink.connections == 0


@pytest.mark.process
def test_a_local_model_sends_nothing_either(sink: Sink, tmp_path: Path) -> None:
    with Stack(tmp_path, **variables(sink)) as stack, Guest(stack) as guest:
        guest.post("start")
        guest.wait_for("asked")
    assert sink.connections == 0


def test_every_variable_of_the_libraries_is_dropped_and_no_other() -> None:
    environment = dict.fromkeys([*variables(Sink()), "LANG", "LANGUAGE", "SECRET_KEY"], "x")
    no_tracing.drop_variables(environment)
    assert environment == {"LANG": "x", "LANGUAGE": "x", "SECRET_KEY": "x"}


def test_a_model_is_refused_if_code_has_turned_tracing_on() -> None:
    langsmith.configure(enabled=True)
    try:
        with pytest.raises(no_tracing.TracingEnabled, match=r"sitecustomize\.py"):
            make_backend(ModelSettings("openai", "m", "http://127.0.0.1:1/v1"), slots=1)
    finally:
        langsmith.configure(enabled=None)


def test_tracing_cannot_be_turned_on_by_a_variable_later(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        make_backend(ModelSettings("openai", "m", "http://127.0.0.1:1/v1"), slots=1)
        monkeypatch.setenv("LANGSMITH_TRACING_V2", "true")
        langsmith.utils.get_env_var.cache_clear()
        assert not langsmith.utils.tracing_is_enabled()
    finally:
        langsmith.configure(enabled=None)
        langsmith.utils.get_env_var.cache_clear()
