"""What streaming must know of its host, passed in where the site is put together."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, Protocol

from streaming.wire.position import StreamPosition


class StreamRefused(Exception):
    """A request that is turned down: an HTTP status, a code for programs, a sentence for the reader.

    On a socket the status becomes a close code, 4000 above it.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message

    @property
    def body(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message}

    @property
    def close_code(self) -> int:
        return 4000 + self.status


class StreamReader(NamedTuple):
    """Who reads, and what: `user` is counted against the limit, `role` is told to those who ask who is there."""

    user: str
    role: str
    interview_id: int


class InterviewProgress(NamedTuple):
    """How far an interview has come, by the database.

    `last_closing` is the position of its newest closing event (`question.done` or `question.failed`), None before the
    first. `epoch` is that of its latest attempt. `speaking`: audio may still follow `last_closing`.
    """

    status: str
    over: bool
    last_closing: StreamPosition | None
    epoch: int
    speaking: bool = False


# Takes the scope, the interview and the message; returns what to reply. May raise StreamRefused.
Handler = Callable[[Mapping[str, Any], int, Mapping[str, Any]], Awaitable[dict[str, Any]]]


class Host(Protocol):
    """Who may read a stream, and what the database knows of it."""

    handlers: Mapping[str, Handler]

    async def admit(self, scope: Mapping[str, Any], asked: int | None) -> StreamReader:
        """`asked` is the interview that the address names; None where the host knows, or makes one.

        StreamRefused (401, 404) where the reader may not.
        """

    async def progress(self, interview_id: int) -> InterviewProgress: ...

    async def turns(self, interview_id: int) -> list[dict[str, Any]]:
        """The finished turns, as a `reset` tells them."""

    def refusal(self, scope: Mapping[str, Any], code: str) -> StreamRefused:
        """The refusal of that code, in the reader's language."""
