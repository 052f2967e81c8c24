"""Redis goes away in the middle of a question, and returns with or without what it held."""

from collections.abc import Iterator

import pytest

from ops.vendors.chat_server import ScriptedServer

from .machine import Machine
from .model import numbered
from .record import Record, Seat
from .scene import all_see, asked, failed, meeting, outcomes, shows_what_is_recorded, words


@pytest.mark.parametrize("what", ["stop", "kill", "lose", "flush", "disconnect"])
async def test_viewers_get_all_of_the_question_once(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat], what: str
) -> None:
    model.reply = numbered(seconds_between=0.02)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(10))
        getattr(machine, f"{what}_redis")()
        if what in ("stop", "kill", "lose"):
            machine.start_redis()
        await all_see(party, asked())
    assert outcomes(record, party.interview) == [(1, "done", "")]
    assert [viewer.page.turns[1].attempts for viewer in party.viewers] == [1] * len(party.viewers)
    shows_what_is_recorded(party, record)


@pytest.mark.parametrize("what", ["stop", "lose"])
async def test_a_question_that_ends_while_redis_is_away_is_seen_whole_afterwards(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat], what: str
) -> None:
    model.reply = numbered(count=20, seconds_between=0.02)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(5))
        getattr(machine, f"{what}_redis")()
        assert model.wait_for_running(0)
        machine.start_redis()
        await all_see(party, asked())
    assert outcomes(record, party.interview) == [(1, "done", "")]
    shows_what_is_recorded(party, record)


async def test_a_cancel_while_redis_is_away_is_heard_through_the_database(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.1)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(5))
        machine.stop_redis()
        await party.candidate.ask("cancel", turn=1)
        assert model.wait_for_running(0)
        machine.start_redis()
        await all_see(party, failed("cancelled"))
        assert outcomes(record, party.interview) == [(1, "failed", "cancelled")]
