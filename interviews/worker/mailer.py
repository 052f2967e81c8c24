"""Sends e-mails beside the questions. Each conversation with the mail server has a thread of its own."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

import structlog
from channels.db import database_sync_to_async as in_thread
from django.core.mail import EmailMessage
from django.db import Error as DatabaseError

from interviews.mailing import queue, reminders
from interviews.mailing.delivery import Delivery, DeliveryError, MailRefused, Unreachable, Unsendable
from interviews.mailing.message import NotToBeSent, compose
from interviews.mailing.server import MailServer
from interviews.models import Mail

from .rest import rest

log = structlog.get_logger(__name__)

LOOK_SECONDS = 2
REMIND_SECONDS = 600  # between two looks for candidates to remind
REST_SECONDS = 30  # of a server that cannot be reached
SEND_SECONDS = 120  # for a whole conversation, whatever its steps take: well within the lease


class Letter(NamedTuple):
    """A claimed mail, and its message. None if it was dropped."""

    mail: Mail
    message: EmailMessage | None


class Mailer:
    """Sends what is due, one mail after the other, until `stopping` is set."""

    def __init__(self, server: MailServer, stopping: asyncio.Event) -> None:
        self._server, self._stopping = server, stopping
        self._delivery: Delivery | None = None
        self._remind_at = 0.0  # on the clock of time.monotonic()

    async def run(self) -> None:
        """Work until `stopping` is set. Cancelling it gives up the mail that is being sent: its lease runs out."""
        try:
            while not self._stopping.is_set():
                await self._remind()
                seconds = await self._send_or_rest()
                if seconds:
                    await self._hang_up()
                    await rest(self._stopping, seconds)
        finally:
            if self._delivery:
                self._delivery.abort()

    async def _send_or_rest(self) -> float:
        """Send the next mail. An error of ours does not end all mailing: the mail's lease runs out, others are sent."""
        try:
            return await self.send_next()
        except Exception as error:  # its text may quote a name
            log.error("mailer failed", error=type(error).__name__)
            if delivery := self._delivery:
                self._delivery = None
                delivery.abort()
            return REST_SECONDS

    async def _remind(self) -> None:
        """Queue the reminders that are due, from time to time."""
        if time.monotonic() < self._remind_at:
            return
        self._remind_at = time.monotonic() + REMIND_SECONDS
        try:
            if count := await in_thread(reminders.queue_due)():
                log.info("reminders queued", mails=count)
        except DatabaseError as error:
            log.warning("no reminders queued", error=type(error).__name__)

    async def send_next(self) -> float:
        """Send the mail that is due first. Return how many seconds to wait before the next one."""
        try:
            letter = await in_thread(self._take)()
        except DatabaseError as error:
            log.warning("no mail claimed", error=type(error).__name__)
            return LOOK_SECONDS
        if letter is None:
            return LOOK_SECONDS
        if letter.message is None:
            return 0
        return await self._send(letter.mail, letter.message)

    def _take(self) -> Letter | None:
        mail = queue.claim()
        if mail is None:
            return None
        try:
            return Letter(mail, compose(mail, self._server))
        except NotToBeSent as why:
            queue.drop(mail, why.reason)
            log.info("mail dropped", mail=mail.pk, interview=mail.interview_id, reason=str(why.reason))
            return Letter(mail, None)

    async def _send(self, mail: Mail, message: EmailMessage) -> float:
        about: dict[str, Any] = {"mail": mail.pk, "interview": mail.interview_id, "attempt": mail.attempts}
        address = message.to[0]
        try:
            await self._deliver(message)
        except DeliveryError as error:
            self._delivery = None
            # A server's answer repeats the address, which neither the log nor the row is to have.
            answer = error.answer.replace(address, "…")
            log.warning("mail not taken", why=type(error).__name__, **about)
            await self._record(self._after(error, mail, answer))
            return REST_SECONDS if isinstance(error, Unreachable) else 0
        await self._record(partial(queue.sent, mail))
        log.info("mail sent", **about)
        return 0

    @staticmethod
    def _after(error: DeliveryError, mail: Mail, answer: str) -> Callable[[], bool]:
        if isinstance(error, MailRefused):
            return partial(queue.fail, mail, Mail.Reason.REFUSED, answer)
        if isinstance(error, Unsendable):
            return partial(queue.fail, mail, Mail.Reason.BAD_ADDRESS)
        return partial(queue.try_later, mail, answer)

    async def _deliver(self, message: EmailMessage) -> None:
        """Hand the message to the server in a thread. Raises DeliveryError."""
        delivery = self._delivery = self._delivery or Delivery(self._server)
        sending = _in_own_thread(partial(delivery.send, message))
        done, _running = await asyncio.wait([sending], timeout=SEND_SECONDS)
        if not done:
            delivery.abort()
            raise Unreachable(f"not done after {SEND_SECONDS} s")
        await sending

    async def _hang_up(self) -> None:
        if delivery := self._delivery:
            self._delivery = None
            await asyncio.wait([_in_own_thread(delivery.close)], timeout=SEND_SECONDS)

    async def _record(self, write: Callable[[], bool]) -> None:
        """Write what became of a mail. If that is not known in the database, another worker sends the mail again."""
        until = time.monotonic() + queue.LEASE.total_seconds() - SEND_SECONDS
        while time.monotonic() < until:
            try:
                await in_thread(write)()
                return
            except DatabaseError as error:
                log.warning("state of a mail not written", error=type(error).__name__)
                await asyncio.sleep(LOOK_SECONDS)


def _in_own_thread(work: Callable[[], None]) -> asyncio.Future[None]:
    """Run `work` in a thread that the process does not wait for when it ends, unlike those of an executor."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    done.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # if nobody waits any more

    def settle(error: BaseException | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def run() -> None:
        error = None
        try:
            work()
        except BaseException as raised:
            error = raised
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, error)

    threading.Thread(target=run, name="mail", daemon=True).start()
    return done
