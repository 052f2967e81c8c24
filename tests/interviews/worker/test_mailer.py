"""The worker's mailer against a real mail server: what the server says decides what becomes of a mail."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from asgiref.sync import sync_to_async as aside
from channels.db import database_sync_to_async as in_thread

from interviews import jobs, services
from interviews.mailing.message import compose
from interviews.mailing.server import MailServer
from interviews.models import Candidate, Interview, Mail
from interviews.worker import mailer as module
from interviews.worker.mailer import LOOK_SECONDS, REST_SECONDS, Mailer
from tests.interviews.mailing.mail_host import MailHost, away
from tests.interviews.mailing.scenes import ADDRESS, Kind, Reason, State, invited, make_due, queued, state_of
from tests.interviews.scenes import LEASE, MODEL, started

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def host() -> Iterator[MailHost]:
    with MailHost() as host:
        yield host


@pytest.fixture
def mail(db: None) -> Mail:
    return queued()


@asynccontextmanager
async def working(server: MailServer, count: int = 1) -> AsyncIterator[None]:
    """Run mailers, and stop them as a worker does."""
    stopping = asyncio.Event()
    mailers = [asyncio.create_task(Mailer(server, stopping).run()) for _ in range(count)]
    try:
        yield
        stopping.set()
        await asyncio.wait_for(asyncio.gather(*mailers), 30)
    finally:
        for task in mailers:
            task.cancel()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not await in_thread(condition)():  # noqa: ASYNC110 - what it waits for happens in the database
            await asyncio.sleep(0.01)


async def send_one(server: MailServer) -> float:
    """Send what is due, and return for how long the mailer then rests."""
    mailer = Mailer(server, asyncio.Event())
    try:
        return await mailer.send_next()
    finally:
        await mailer._hang_up()


def ended(count: int) -> bool:
    return Mail.objects.exclude(state__in=Mail.WAITING).count() == count


async def test_two_workers_send_each_mail_once(host: MailHost) -> None:
    await in_thread(lambda: [queued(invited(f"Kim {n}", email=f"kim{n}@candidates.example")) for n in range(20)])()
    async with working(host.as_server(), count=2):
        await until(lambda: ended(20))
    assert sorted(host.recipients) == sorted(f"kim{n}@candidates.example" for n in range(20))
    assert await in_thread(lambda: {state_of(mail) for mail in Mail.objects.all()})() == {(State.SENT, "", "")}


async def test_a_korean_mail_arrives_with_its_link(host: MailHost) -> None:
    mail = await in_thread(lambda: queued(invited("김하늘", "ko")))()
    assert await send_one(host.as_server()) == 0
    [message] = host.taken
    assert message["Subject"].endswith("면접 안내")
    link = await in_thread(lambda: services.invitation_link(mail.interview))()
    assert link in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]


async def test_a_refused_mail_fails_without_a_retry_and_the_answer_has_no_address(host: MailHost, mail: Mail) -> None:
    host.refused_recipients = [ADDRESS]
    assert await send_one(host.as_server()) == 0
    assert await in_thread(state_of)(mail) == (
        State.FAILED,
        Reason.REFUSED,
        "550 5.1.1 <…>: nobody of that name",
    )
    assert await send_one(host.as_server()) == LOOK_SECONDS
    assert host.taken == []


async def test_a_text_that_is_refused_fails_too(host: MailHost, mail: Mail) -> None:
    host.replies = ["554 5.7.1 looks like spam"]
    await send_one(host.as_server())
    assert await in_thread(state_of)(mail) == (State.FAILED, Reason.REFUSED, "554 5.7.1 looks like spam")


async def test_a_mail_that_is_to_come_later_is_sent_later(host: MailHost, mail: Mail) -> None:
    host.replies = ["451 4.7.1 greylisted"]
    assert await send_one(host.as_server()) == 0
    assert await in_thread(state_of)(mail) == (State.QUEUED, "", "451 4.7.1 greylisted")
    assert await send_one(host.as_server()) == LOOK_SECONDS  # not yet
    await in_thread(make_due)(mail)
    await send_one(host.as_server())
    assert (await in_thread(state_of)(mail))[0] == State.SENT
    assert len(host.taken) == 1


async def test_a_server_that_is_away_is_left_alone_for_a_while(mail: Mail) -> None:
    assert await send_one(away()) == REST_SECONDS
    state, _reason, answer = await in_thread(state_of)(mail)
    assert state == State.QUEUED and answer.startswith("ConnectionRefusedError")


async def test_a_server_that_hangs_is_given_up_and_the_mail_tried_later(host: MailHost, mail: Mail) -> None:
    host.hangs = True
    assert await send_one(host.as_server(timeout_seconds=0.5)) == REST_SECONDS
    state, _reason, answer = await in_thread(state_of)(mail)
    assert state == State.QUEUED and "timed out" in answer


async def test_a_conversation_as_a_whole_has_a_limit(
    host: MailHost, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.hangs = True
    monkeypatch.setattr(module, "SEND_SECONDS", 0.5)
    assert await send_one(host.as_server()) == REST_SECONDS
    assert "not done after" in (await in_thread(state_of)(mail))[2]


async def test_while_the_server_hangs_questions_are_claimed_at_once(host: MailHost, mail: Mail) -> None:
    host.hangs = True
    await in_thread(started)()
    async with working(host.as_server(timeout_seconds=2)):
        await aside(host.wait_for_offer, thread_sensitive=False)()
        async with asyncio.timeout(1):
            turn = await in_thread(jobs.claim)("w", LEASE, MODEL)
        assert turn is not None
        assert (await in_thread(state_of)(mail))[0] == State.SENDING


async def test_a_mail_of_a_cancelled_interview_is_not_sent_and_the_next_one_is(host: MailHost, mail: Mail) -> None:
    await in_thread(Interview.objects.update)(status="cancelled")
    await in_thread(lambda: queued(invited("Lee", email="lee@candidates.example")))()
    async with working(host.as_server()):
        await until(lambda: ended(2))
    assert host.recipients == ["lee@candidates.example"]
    assert await in_thread(state_of)(mail) == (State.DROPPED, Reason.OVER, "")


async def test_one_connection_serves_many_mails_and_is_closed_when_none_is_left(host: MailHost) -> None:
    await in_thread(lambda: [queued(invited(f"Kim {n}")) for n in range(3)])()
    mailer = Mailer(host.as_server(), asyncio.Event())
    for _ in range(3):
        assert await mailer.send_next() == 0
    delivery: Any = mailer._delivery
    assert len(host.taken) == 3 and delivery._backend.connection
    await mailer._hang_up()
    assert delivery._backend.connection is None


async def test_an_address_that_no_server_can_take_fails(host: MailHost) -> None:
    interview = await in_thread(invited)()
    await in_thread(Candidate.objects.update)(email="kim\r\nDATA@candidates.example")
    mail = await in_thread(queued)(interview, Kind.REMINDER)
    await send_one(host.as_server())
    assert await in_thread(state_of)(mail) == (State.FAILED, Reason.BAD_ADDRESS, "")
    assert host.taken == []


async def test_an_error_of_ours_does_not_end_all_mailing(
    host: MailHost, mail: Mail, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(mail: Mail, server: MailServer) -> Any:
        monkeypatch.setattr(module, "compose", compose)
        raise RuntimeError(mail.interview.name)

    await in_thread(lambda: queued(invited("Lee", email="lee@candidates.example")))()
    monkeypatch.setattr(module, "REST_SECONDS", 0.01)
    monkeypatch.setattr(module, "compose", fail)
    async with working(host.as_server()):
        await until(lambda: ended(1))
    assert host.recipients == ["lee@candidates.example"]
    assert (await in_thread(state_of)(mail))[0] == State.SENDING  # until its lease runs out
    assert "mailer failed" in caplog.text and "Kim" not in caplog.text


async def test_korean_senders_and_domains_are_written_as_mail_servers_want_them(host: MailHost) -> None:
    await in_thread(lambda: queued(invited(email="kim@면접.example")))()
    await send_one(replace(host.as_server(), sender="채용팀 <hiring@example.com>"))
    assert host.recipients == [f"kim@{'면접'.encode('idna').decode()}.example"]
    assert host.taken[0]["From"] == "채용팀 <hiring@example.com>"


async def test_no_log_line_has_an_address_or_a_name(
    host: MailHost, mail: Mail, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    host.refused_recipients = [ADDRESS]
    await send_one(host.as_server())
    ours = str([record.getMessage() for record in caplog.records if record.name != "mail.log"])  # the server's own log
    assert "mail not taken" in ours
    assert ADDRESS not in ours and "Kim" not in ours
