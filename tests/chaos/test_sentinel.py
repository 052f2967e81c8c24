"""Redis behind Sentinel: another one becomes the master in the middle of a question."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.processes.process import http_answers
from ops.stack import Stack
from ops.vendors.chat_server import ScriptedServer
from streaming.log import StreamKeys

from .model import numbered
from .record import Record, Seat, make_seats
from .scene import all_see, asked, eventually, meeting, outcomes, shows_what_is_recorded, words
from .sentinels import Guarded


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    return Guarded(tmp_path / "guarded")


@pytest.fixture
def product(tmp_path: Path, model: ScriptedServer, guarded: Guarded) -> Iterator[Stack]:
    environment = {
        "LLM_BACKEND": "openai",
        "LLM_MODEL": "scripted",
        "LLM_BASE_URL": model.base_url,
        "LLM_CHECK": "off",  # its words are numbers
        "TTS_BACKEND": "off",
    }
    stack = Stack(tmp_path / "product", webs=2, **environment, **guarded.environment)
    stack.redis = guarded  # what it starts and stops
    with stack:
        yield stack


@pytest.fixture
def seat(product: Stack) -> Seat:
    return next(make_seats(product, 1))


@pytest.mark.parametrize("what", ["fail_over", "kill_master"])
async def test_all_see_the_whole_interview_although_the_master_changed_in_mid_question(
    product: Stack, guarded: Guarded, model: ScriptedServer, seat: Seat, what: str
) -> None:
    model.reply = numbered(count=120, seconds_between=0.05, later=0.001)
    record, old = Record(product), guarded.master_port()
    async with meeting(product, seat) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(10))
        getattr(guarded, what)()
        await eventually(lambda: guarded.master_port() != old, "the sentinels name another master")
        await all_see(party, asked())
        for turn in (1, 2):
            await party.candidate.ask("answers", turn=turn, text="It went on.")
            await all_see(party, asked(turn + 1))
        for web in product.webs:
            await eventually(lambda web=web: http_answers(f"{web.url}/readyz"), "it is ready again")
    assert outcomes(record, seat.interview) == [(1, "done", ""), (2, "done", ""), (3, "done", "")]
    shows_what_is_recorded(party, record)


async def test_a_demoted_master_is_left_before_it_knows_that_it_is_none(
    product: Stack, guarded: Guarded, model: ScriptedServer, seat: Seat
) -> None:
    model.reply = numbered(count=120, seconds_between=0.05, later=0.001)
    channel, old = StreamKeys("", seat.interview).channel, guarded.master_port()
    async with meeting(product, seat) as crowd:
        [party] = crowd.parties
        await party.candidate.ask("start")
        await all_see(party, words(10))
        assert guarded.subscribers(old, channel) == len(product.webs)
        guarded.fail_over()
        await eventually(lambda: guarded.subscribers(old, channel) == 0, "nobody listens to it any more")
        assert guarded.takes_writes(old)
        await all_see(party, asked())
    shows_what_is_recorded(party, Record(product))
