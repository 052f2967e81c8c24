import os
import random
from collections.abc import Iterator

import pytest

from ops.stack import Stack
from ops.vendors.chat_server import ScriptedServer

from .machine import Machine
from .record import Record, Seat, make_seats
from .schedule import INTERVIEWS, LEASE_SECONDS, WEBS, WORKERS

# `make test` has the same runs each time, `make chaos` new ones unless it is given a seed.
_asked = os.environ.get("CHAOS_RUNS")
RUNS = int(_asked or 25)
FIRST_SEED = int(os.environ.get("CHAOS_SEED") or (random.randrange(1, 1_000_000) if _asked else 1))
SEATS_BESIDE = 60  # for what is not a run


@pytest.fixture(scope="package")
def model() -> Iterator[ScriptedServer]:
    """A language model that outlives whatever is killed."""
    with ScriptedServer() as server:
        yield server


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory, model: ScriptedServer) -> Iterator[Stack]:
    """One stack for all."""
    environment = {
        "LLM_BACKEND": "openai",
        "LLM_MODEL": "scripted",
        "LLM_BASE_URL": model.base_url,
        "LLM_API_KEY": "for tests",
        "LLM_CHECK": "off",  # it says numbers
        "WORKER_CONCURRENCY": str(INTERVIEWS),
        "LEASE_SECONDS": str(LEASE_SECONDS),
    }
    with Stack(tmp_path_factory.mktemp("chaos"), webs=WEBS, workers=WORKERS, **environment) as stack:
        yield stack


@pytest.fixture(scope="package")
def seats(product: Stack) -> Iterator[Seat]:
    """Interviews that nobody has begun."""
    return make_seats(product, RUNS * INTERVIEWS + SEATS_BESIDE)


@pytest.fixture(scope="package")
def record(product: Stack) -> Record:
    return Record(product)


@pytest.fixture
def machine(product: Stack) -> Iterator[Machine]:
    """All of it runs, before and after."""
    machine = Machine(product)
    machine.restore()
    yield machine
    machine.restore()
