"""A real mail server on loopback, which tests tell how to behave."""

import asyncio
import email
import email.policy
import threading
from email.message import EmailMessage
from typing import Any, Self, cast

from aiosmtpd.controller import Controller

from interviews.mailing.server import MailServer
from ops.processes.ports import HOST, free_port

SENDER = "Hiring <hiring@example.com>"
TAKEN = "250 OK"


class MailHost:
    """Use as a context manager. `replies` are given to the next messages, one each; then all are taken.

    While `hangs` is set, it says nothing after a message. `offered` counts the messages that came whole. `options` are
    those of aiosmtpd, for encryption and signing in.
    """

    def __init__(self, **options: Any) -> None:
        self.port = free_port()
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.replies: list[str] = []
        self.refused_recipients: list[str] = []
        self.hangs = False
        self.offered = threading.Semaphore(0)
        self._controller = Controller(self, hostname=HOST, port=self.port, **options)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused_recipients:
            return f"550 5.1.1 <{address}>: nobody of that name"
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.offered.release()
        if self.hangs:
            await asyncio.Event().wait()
        reply = self.replies.pop(0) if self.replies else TAKEN
        if reply == TAKEN:
            parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.taken.append(cast(EmailMessage, parsed))
            self.recipients += envelope.rcpt_tos
        return reply

    def wait_for_offer(self, seconds: float = 30) -> None:
        assert self.offered.acquire(timeout=seconds), "no message came"

    def as_server(self, timeout_seconds: float = 20) -> MailServer:
        return MailServer(HOST, self.port, SENDER, timeout_seconds=timeout_seconds)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


def away() -> MailServer:
    """Return the address of a server at which nobody listens."""
    return MailServer(HOST, free_port(), SENDER)
