"""A question is stopped before its first token, between two, and while its worker is gone."""

from collections.abc import Iterator

import pytest

from ops.vendors.chat_server import ScriptedServer

from .machine import Machine
from .model import numbered
from .record import Record, Seat
from .scene import all_see, asked, eventually, failed, meeting, outcomes, shows_what_is_recorded, words

NEVER_SECONDS = 3600


@pytest.mark.parametrize("first_seconds", [0, NEVER_SECONDS])
async def test_a_question_is_stopped_and_asked_again(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat], first_seconds: int
) -> None:
    model.reply = numbered(seconds_between=0.1, first_seconds=first_seconds)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(0 if first_seconds else 3))
        assert model.wait_for_running(1)
        await party.candidate.ask("cancel", turn=1)
        await all_see(party, failed("cancelled"))
        assert model.wait_for_running(0), "the model is told to stop"
        model.reply = numbered(count=5)
        await party.candidate.ask("retry", turn=1)
        await all_see(party, asked())
    assert outcomes(record, party.interview) == [(1, "failed", "cancelled"), (1, "done", "")]
    shows_what_is_recorded(party, record)


async def test_a_question_that_waits_for_a_worker_is_stopped_at_once(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(count=5)
    machine.kill_worker(0)
    machine.kill_worker(1)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await party.candidate.ask("cancel", turn=1)
        await all_see(party, failed("cancelled"))
        await party.candidate.ask("retry", turn=1)
        machine.start_worker(0)
        await all_see(party, asked())
    assert outcomes(record, party.interview) == [(1, "failed", "cancelled"), (1, "done", "")]
    shows_what_is_recorded(party, record)


async def test_a_question_whose_worker_died_is_stopped_before_the_next_one_begins(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.1)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(3))
        machine.kill_worker(0)
        machine.kill_worker(1)
        await party.candidate.ask("cancel", turn=1)
        machine.start_worker(1)
        await all_see(party, failed("cancelled"))
        assert outcomes(record, party.interview) == [(1, "lost", ""), (1, "failed", "cancelled")]
        model.reply = numbered(count=5)
        await party.candidate.ask("retry", turn=1)
        await all_see(party, asked())
    assert outcomes(record, party.interview)[2:] == [(1, "done", "")]
    shows_what_is_recorded(party, record)


async def test_a_cancel_that_was_heard_does_not_stop_the_next_attempt_where_redis_was_away_between_them(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(count=20, seconds_between=0.1)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(3))
        await party.candidate.ask("cancel", turn=1)
        await all_see(party, failed("cancelled"))
        machine.stop_redis()  # with its flag, which nobody can take down
        await party.candidate.ask("retry", turn=1)
        assert model.wait_for_running(1)
        machine.start_redis()
        await eventually(lambda: outcomes(record, party.interview)[-1][1] != "running", "the attempt ends")
        assert outcomes(record, party.interview) == [(1, "failed", "cancelled"), (1, "done", "")]
        await all_see(party, asked())
    shows_what_is_recorded(party, record)
