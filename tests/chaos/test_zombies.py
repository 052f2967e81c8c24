"""A worker stands still for longer than its lease and goes on as if nothing had happened."""

from collections.abc import Iterator

import redis

from ops.vendors.chat_server import ScriptedServer
from streaming.log import StreamKeys

from .machine import Machine
from .model import numbered
from .record import Record, Seat
from .scene import all_see, asked, eventually, holder, meeting, outcomes, said, shows_what_is_recorded, words


def logged(machine: Machine, interview: int) -> list[str]:
    """The ids in the interview's log."""
    with redis.Redis.from_url(machine.stack.redis.url) as client:
        return [entry.decode() for entry, _ in client.xrange(StreamKeys("", interview).log)]


async def test_a_zombie_writes_not_a_byte_into_redis_and_not_a_field_into_the_database(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.1, later=0.01)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(5))
        number = holder(machine.stack, record, party.interview)
        zombie, since = machine.stack.workers[number], machine.stack.workers[number].log.stat().st_size
        machine.freeze_worker(number)
        await all_see(party, words(1, attempt=2))
        [first] = record.attempts(party.interview)[:1]
        written = [entry for entry in logged(machine, party.interview) if entry.startswith(f"{first.epoch}-")]
        machine.thaw_worker(number)
        await eventually(lambda: said(zombie, "attempt lost its turn", since), "the zombie learns of it")
        await all_see(party, asked())
    assert written == [entry for entry in logged(machine, party.interview) if entry.startswith(f"{first.epoch}-")]
    assert record.attempts(party.interview)[0] == first
    assert outcomes(record, party.interview) == [(1, "lost", ""), (1, "done", "")]
    assert record.turns(party.interview)[0].question.startswith("2.0 ")
    shows_what_is_recorded(party, record)


async def test_a_zombie_does_not_fill_a_log_that_redis_lost_meanwhile(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.1, later=0.01)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(5))
        number = holder(machine.stack, record, party.interview)
        zombie, since = machine.stack.workers[number], machine.stack.workers[number].log.stat().st_size
        machine.freeze_worker(number)
        await all_see(party, asked())
        await eventually(lambda: record.attempts(party.interview)[-1].published, "the other worker is done")
        [first] = record.attempts(party.interview)[:1]
        machine.flush_redis()
        machine.thaw_worker(number)
        await eventually(lambda: said(zombie, "attempt lost its turn", since), "the zombie learns of it")
    # The other worker may still owe the last sentences' sound, and writes its own log again for it.
    assert [entry for entry in logged(machine, party.interview) if entry.startswith(f"{first.epoch}-")] == []
    assert outcomes(record, party.interview) == [(1, "lost", ""), (1, "done", "")]
    shows_what_is_recorded(party, record)
