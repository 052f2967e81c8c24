"""Scripted model servers for the interviewer's graph."""

from collections.abc import Iterator

import pytest

from ops.vendors.chat_server import ScriptedServer
from ops.vendors.dialects import Dialect

from .graph_runs import LOOP


@pytest.fixture(scope="session")
def server() -> Iterator[ScriptedServer]:
    """A server that cannot continue stems."""
    with ScriptedServer() as server, LOOP:
        yield server


@pytest.fixture(scope="session")
def continuing(server: ScriptedServer) -> Iterator[ScriptedServer]:
    """A server that continues stems."""
    with ScriptedServer(dialect=Dialect.LLAMA_SERVER) as continuing:
        yield continuing
