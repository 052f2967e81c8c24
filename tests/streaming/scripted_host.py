"""A host for streams without a database: the test sets what it says."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from streaming.host import Handler, InterviewProgress, StreamReader, StreamRefused
from streaming.wire.position import StreamPosition

STATUS = {"malformed": 400, "bad_position": 400, "unauthorized": 401, "method_not_allowed": 405, "too_large": 413}
STATUS |= {"too_slow": 408, "not_found": 404, "empty": 422, "too_many": 429, "unavailable": 503}


class ScriptedHost:
    """Admits everybody unless `turned_away` names a code. Its attributes stand for what a database holds."""

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {}
        self.status, self.over = "running", False
        self.last_closing: StreamPosition | None = None
        self.closing_published = True
        self.speaking = False
        self.on_progress: Callable[[], Awaitable[None]] | None = None  # what happens just before `progress` looks
        self.epoch = 1_000_000
        self.user, self.role = "somebody", "candidate"
        self.made: int | None = None  # the interview of a reader who asks for none
        self.finished: list[dict[str, Any]] = []
        self.turned_away = ""
        self.asked_about: list[int] = []  # how many readers, each time `revoked` was called
        self.broken: Exception | None = None

    async def admit(self, scope: Mapping[str, Any], asked: int | None) -> StreamReader:
        if self.broken:
            raise self.broken
        if self.turned_away:
            raise self.refusal(scope, self.turned_away)
        return StreamReader(self.user, self.role, asked or self.made or 0)

    async def revoked(self, readers: Collection[StreamReader]) -> Mapping[StreamReader, str]:
        self.asked_about.append(len(readers))
        return dict.fromkeys(readers, self.turned_away) if self.turned_away else {}

    async def progress(self, interview_id: int) -> InterviewProgress:
        if self.on_progress:
            await self.on_progress()
        return InterviewProgress(
            self.status, self.over, self.last_closing, self.epoch, self.speaking, self.closing_published
        )

    async def turns(self, interview_id: int) -> list[dict[str, Any]]:
        return self.finished

    def refusal(self, scope: Mapping[str, Any], code: str) -> StreamRefused:
        return StreamRefused(STATUS[code], code, f"a sentence about {code}", ends_socket=code != "empty")
