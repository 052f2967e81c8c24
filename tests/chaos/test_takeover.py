"""A worker dies in the middle of a question, and another takes it over."""

from collections.abc import Iterator

from ops.vendors.chat_server import ScriptedServer

from .machine import Machine
from .model import numbered
from .record import Record, Seat
from .scene import all_see, asked, eventually, failed, holder, meeting, outcomes, shows_what_is_recorded, words


async def test_a_killed_workers_question_starts_again_and_its_first_words_are_void(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.1, later=0.01)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(5))
        first = [viewer.page.turns[1].text.split()[0] for viewer in party.viewers]
        machine.kill_worker(holder(machine.stack, record, party.interview))
        await all_see(party, asked())
    assert set(first) == {"1.0"}
    for viewer in party.viewers:
        assert (viewer.page.turns[1].attempts, viewer.page.turns[1].text.split()[0]) == (2, "2.0")
    assert outcomes(record, party.interview) == [(1, "lost", ""), (1, "done", "")]
    shows_what_is_recorded(party, record)


async def test_where_all_workers_are_gone_the_next_one_to_start_goes_on(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.1, later=0.01)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(5))
        asking = holder(machine.stack, record, party.interview)
        machine.kill_worker(1 - asking)  # first, or it would take the question over before it dies
        machine.kill_worker(asking)
        machine.start_worker(0)
        await all_see(party, asked())
    assert outcomes(record, party.interview) == [(1, "lost", ""), (1, "done", "")]
    shows_what_is_recorded(party, record)


async def test_a_question_that_three_workers_died_of_fails_and_stays_so_until_it_is_asked_again(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(seconds_between=0.1)
    async with meeting(machine.stack, next(seats), next(seats)) as crowd:
        party, other = crowd.parties
        await party.candidate.ask("start")
        for attempt in (1, 2, 3):
            await party.page.until(words(1, attempt=attempt))
            number = holder(machine.stack, record, party.interview)
            machine.kill_worker(number)
            machine.start_worker(number)
        await all_see(party, failed("internal"))
        lost = [(1, "lost", "")] * 3
        assert outcomes(record, party.interview) == [*lost, (1, "failed", "internal")]
        assert record.attempts(party.interview)[-1].reason == "its worker was lost 3 times"

        model.reply = numbered(count=5)
        await other.candidate.ask("start")  # which shows that workers are looking for work
        await all_see(other, asked())
        assert outcomes(record, party.interview)[3:] == [(1, "failed", "internal")]

        await party.candidate.ask("retry", turn=1)
        await all_see(party, asked())
    assert outcomes(record, party.interview)[4:] == [(1, "done", "")]
    shows_what_is_recorded(party, record)


async def test_an_answer_that_was_accepted_while_no_worker_was_there_is_followed_up(
    machine: Machine, model: ScriptedServer, record: Record, seats: Iterator[Seat]
) -> None:
    model.reply = numbered(count=5)
    async with meeting(machine.stack, next(seats)) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, asked())
        machine.kill_worker(0)
        machine.kill_worker(1)
        machine.lose_redis()  # and with it every doorbell
        await party.candidate.ask("answers", turn=1, text="It waits in the database.")
        machine.start_redis()
        machine.start_worker(1)
        await all_see(party, asked(2))
    assert record.turns(party.interview)[0].answer == "It waits in the database."
    await eventually(lambda: record.attempts(party.interview)[-1].published, "the second question is published")
    shows_what_is_recorded(party, record)
