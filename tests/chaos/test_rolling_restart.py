"""Every process is replaced, one after the other, while questions are written."""

import asyncio
from collections.abc import Iterator

from ops.stack import Web, Worker
from ops.vendors.chat_server import ScriptedServer

from .machine import Machine
from .model import numbered
from .record import Record, Seat
from .scene import meeting, outcomes, shows_what_is_recorded
from .schedule import INTERVIEWS


async def replace(part: Web | Worker) -> None:
    """As a supervisor does: SIGTERM, its grace, and the next one, which must be ready before another part goes."""
    await asyncio.to_thread(part.stop, 30)
    part.start()
    await asyncio.to_thread(part.wait_until_ready)


async def test_a_rolling_restart_loses_no_token_and_needs_no_second_attempt(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.05)
    async with meeting(machine.stack, *(next(seats) for _ in range(INTERVIEWS))) as crowd:
        await crowd.begin()
        parts: list[Web | Worker] = [*machine.stack.webs, *machine.stack.workers]
        for part in parts:
            await replace(part)
        await crowd.finish()
    for party in crowd.parties:
        assert outcomes(record, party.interview) == [(1, "done", ""), (2, "done", ""), (3, "done", "")]
        assert {turn.answer for turn in record.turns(party.interview)} == {*party.candidate.accepted.values(), ""}
        shows_what_is_recorded(party, record)
