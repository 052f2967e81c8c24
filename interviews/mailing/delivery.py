"""Hands messages to the mail server, through Django's mail API. It blocks: give it a thread of its own."""

import smtplib
import socket
import threading
from contextlib import suppress

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from .server import MailServer

PERMANENT = range(500, 600)


class DeliveryError(Exception):
    """Raised if the server did not take a message. `answer` is what it said, or what went wrong.

    MailRefused: for good. TryLater: not now. Unreachable: there was no conversation, or it broke off. Unsendable: no
    server would take such an address.
    """

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class MailRefused(DeliveryError):
    pass


class TryLater(DeliveryError):
    pass


class Unreachable(DeliveryError):
    pass


class Unsendable(DeliveryError):
    pass


class Delivery:
    """A connection to the mail server. It stays open from one message to the next. After an error, make a new one."""

    def __init__(self, server: MailServer) -> None:
        backend = get_connection(
            "django.core.mail.backends.smtp.EmailBackend",
            host=server.host, port=server.port, username=server.user, password=server.password,
            use_tls=server.encryption == "tls", use_ssl=server.encryption == "ssl", timeout=server.timeout_seconds,
        )  # fmt: skip
        assert isinstance(backend, EmailBackend)
        self._backend = backend
        self._aborted = threading.Event()

    def send(self, message: EmailMessage) -> None:
        """Hand over one message to one recipient. Raises DeliveryError."""
        try:
            self._backend.open()
            if self._aborted.is_set():
                raise smtplib.SMTPServerDisconnected("took too long")
            self._backend.send_messages([message])
        except (OSError, ValueError) as error:
            self.abort()
            raise _translated(error) from error

    def close(self) -> None:
        """Take leave of the server, if there is a connection."""
        with suppress(OSError):
            self._backend.close()

    def abort(self) -> None:
        """End the connection at once. Called by another thread, it ends a `send` that hangs."""
        self._aborted.set()
        for connection in (self._backend.connection, getattr(self._backend, "_partial_connection", None)):
            if sock := getattr(connection, "sock", None):
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
                with suppress(OSError):
                    sock.close()


def _translated(error: OSError | ValueError) -> DeliveryError:
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        code, words = error.smtp_code, error.smtp_error
    elif isinstance(error, OSError):
        return Unreachable(_words(error))
    else:
        return Unsendable(type(error).__name__)
    return (MailRefused if code in PERMANENT else TryLater)(f"{code} {_text(words)}")


def _words(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):  # at the greeting or the sign-in
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.replace("\0", "").split())
