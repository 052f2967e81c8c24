"""What `streaming` needs to know about the site that it runs in. The site passes an implementation in at start."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, NamedTuple, Protocol

from streaming.wire.events import InterviewState
from streaming.wire.position import StreamPosition


class StreamRefused(Exception):
    """Raised when a request is refused."""

    def __init__(self, status: int, code: str, message: str, ends_socket: bool = True) -> None:
        """`status` is an HTTP status, `code` is for programs, `message` is a sentence in the reader's language.

        If `ends_socket` is False, a WebSocket stays open after it was sent the refusal of a message.
        """
        super().__init__(code)
        self.status, self.code, self.message, self.ends_socket = status, code, message, ends_socket
        self.field = ""  # of a malformed message: the one that is missing or wrong

    @property
    def body(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message} | ({"field": self.field} if self.field else {})

    def naming(self, field: str) -> "StreamRefused":
        """Name the field that is missing or wrong; "" for none."""
        self.field = field
        return self

    @property
    def close_code(self) -> int:
        """The WebSocket close code for the status: 4000 above it."""
        return 4000 + self.status


class StreamGone(Exception):
    """Raised if an interview no longer exists."""


class StreamReader(NamedTuple):
    """An admitted reader. `user` is the key that the limit of streams counts by; `role` is shown as presence.

    `credential` is what the reader was admitted by: a kind and a key, which only the host understands.
    """

    user: str
    role: str
    interview_id: int
    credential: tuple[str, Any] = ("", None)


class InterviewProgress(NamedTuple):
    """How far an interview has come, by the database.

    `last_closing` is the position of its newest closing event (`question.done` or `question.failed`), None before the
    first. `closing_published` is False while that event may not be in the log yet: its row is committed first.
    `epoch` is that of its latest attempt. `speaking`: audio may still follow `last_closing`. `ends_at` is as in
    `interview.state`.
    """

    status: str
    over: bool
    last_closing: StreamPosition | None
    epoch: int
    speaking: bool = False
    closing_published: bool = True
    ends_at: str = ""

    @property
    def state(self) -> InterviewState:
        return InterviewState(self.status, self.ends_at)

    @property
    def covered(self) -> StreamPosition | None:
        """The position up to which a reader needs no event, because the database has what the log may lack."""
        if self.last_closing is None or self.closing_published:
            return self.last_closing
        return StreamPosition(self.last_closing.epoch, self.last_closing.offset - 1)


# Takes the scope, the interview's id and the message; returns the reply. May raise StreamRefused.
Handler = Callable[[Mapping[str, Any], int, Mapping[str, Any]], Awaitable[dict[str, Any]]]


class Host(Protocol):
    """Decides who may read a stream, and knows what the database holds. All methods are called in the event loop."""

    handlers: Mapping[str, Handler]  # by the `type` of a WebSocket message

    async def admit(self, scope: Mapping[str, Any], asked: int | None) -> StreamReader:
        """Return who reads which interview.

        `scope` is the connection's ASGI scope. `asked` is the id in the address; None if the address has none and the
        host finds the interview by itself, or creates one. Raise StreamRefused (401 or 404) if the reader may not.
        """

    async def revoked(self, readers: Collection[StreamReader]) -> Mapping[StreamReader, str]:
        """Return the error code for each of these readers who may no longer read."""

    async def progress(self, interview_id: int) -> InterviewProgress:
        """Return how far the interview has come, by the database. Raise StreamGone if it was deleted."""

    async def turns(self, interview_id: int) -> list[dict[str, Any]]:
        """Return the finished turns in the form that a `reset` event has them."""

    def refusal(self, scope: Mapping[str, Any], code: str) -> StreamRefused:
        """Return the refusal for an error code, with its message in the reader's language."""
