"""The mail server that takes the messages to candidates."""

from dataclasses import dataclass, field
from typing import Literal

TIMEOUT_SECONDS = 20

Encryption = Literal["", "tls", "ssl"]


@dataclass(frozen=True)
class MailServer:
    """Where messages are handed in, and from whom they are.

    `encryption` is "ssl" from the first byte, "tls" after STARTTLS, or "". `sender` is an address or
    `Name <address>`. `timeout_seconds` is for each step of a conversation with the server.
    """

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    encryption: Encryption = ""
    timeout_seconds: float = TIMEOUT_SECONDS
