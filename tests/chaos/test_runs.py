"""Random runs, each from its seed. `make chaos RUNS=200`, or `make chaos SEED=1234 RUNS=1` to repeat one."""

from collections.abc import Iterator

import pytest

from ops.vendors.chat_server import ScriptedServer

from .conftest import FIRST_SEED, RUNS
from .machine import Machine
from .model import Talker
from .record import Seat
from .run import Run
from .schedule import INTERVIEWS


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + RUNS))
async def test_everybody_sees_every_question_once_whatever_goes_wrong(
    seed: int, machine: Machine, model: ScriptedServer, seats: Iterator[Seat]
) -> None:
    model.reply = Talker(seed)
    await Run(seed, machine, [next(seats) for _ in range(INTERVIEWS)]).play()
