"""Has the model read answers while they are being written, so that little is left to read once they are sent.

A draft exists in Redis Pub/Sub and in this process's memory only. It is never stored, and never logged.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

import msgspec
import structlog
from channels.db import database_sync_to_async as in_thread

from interviews import conversation
from interviews.interviewer.ask import Exchange
from interviews.interviewer.prompts import unfinished
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message
from interviews.models import Turn
from streaming.listener import Listener
from streaming.subscription import Subscription
from streaming.tasks import spawn, stop

log = structlog.get_logger(__name__)

THINKING_SECONDS = 1.0
HISTORIES = 64  # at most; far more interviews than one worker keeps in its model's memory


class ReadAheadBackend(Protocol):
    """The part of a language model's backend that drafts need."""

    def read_ahead(self, chat: Sequence[Message], session: int, public: int | None = None) -> None:
        """Read a chat whose last message is unfinished. `session` is the interview, and the first `public` messages are
        the same in every interview. May do nothing."""


class Draft(msgspec.Struct, frozen=True):
    """An unfinished answer to question `turn`, as notices.DraftLine publishes it."""

    interview: int
    turn: int
    text: str


class DraftReader:
    """Call `run`, which listens to `channel` until it is cancelled. `listening` is set while Redis is subscribed to.

    Drafts are read one at a time. `waiting` keeps the newest of each interview, which has the text of those before it.
    """

    def __init__(
        self,
        backend: ReadAheadBackend,
        freedom: Callable[[str], Freedom],
        connect: Callable[[], Subscription],
        channel: str,
        thinking_seconds: float = THINKING_SECONDS,
    ) -> None:
        """`freedom` tells how much of a question the model words in a language. `thinking_seconds` is less than anybody
        takes to read a question and to think of an answer."""
        self._freedom, self._thinking_seconds = freedom, thinking_seconds
        self._backend, self._channel = backend, channel
        self.listening = asyncio.Event()
        self._listener = Listener("draft reader", connect, self._take)
        self.waiting: dict[int, Draft] = {}
        self._came = asyncio.Event()
        self._histories: dict[int, tuple[int, list[Exchange]]] = {}  # by interview: the turn, and what was before it

    def begin(self, interview: int, turn: int) -> None:
        """Read a question that was just asked, while the candidate thinks about it.

        Not at once: an answer that comes right away would have to wait for the reading.
        """
        asyncio.get_running_loop().call_later(self._thinking_seconds, self._begin, Draft(interview, turn, ""))

    def _begin(self, draft: Draft) -> None:
        self.waiting.setdefault(draft.interview, draft)
        self._came.set()

    async def run(self) -> None:
        reading = spawn(self._keep_reading(), "draft reading")
        try:
            await self._listener.add(self._channel)
            await self._listener.run()
        finally:
            await stop(reading)

    def _take(self, kind: str, channel: str, data: Any) -> None:
        if kind == "subscribe":
            self.listening.set()
        elif kind == "lost":
            self.listening.clear()
        if kind != "message":
            return
        with suppress(msgspec.MsgspecError):  # not even malformed drafts are logged
            draft = msgspec.json.decode(data, type=Draft)
            self.waiting[draft.interview] = draft
            self._came.set()

    async def _keep_reading(self) -> None:
        while True:
            await self._came.wait()
            self._came.clear()
            while self.waiting:
                await self._read(self.waiting.pop(next(iter(self.waiting))))

    async def _read(self, draft: Draft) -> None:
        try:
            if chat := await in_thread(self._chat)(draft):
                await asyncio.to_thread(self._backend.read_ahead, chat, draft.interview, len(chat) - 1)
        except Exception as error:
            # The next draft may do better. No traceback is logged: it could show the candidate's words.
            log.warning("draft not read", interview=draft.interview, turn=draft.turn, error=type(error).__name__)

    def _chat(self, draft: Draft) -> list[Message] | None:
        """Return what to read, or None if the draft came too late."""
        asked = Turn.objects.filter(interview=draft.interview, number=draft.turn, status=Turn.Status.ASKED)
        turn = asked.select_related("interview__position", "interview__candidate").first()
        if turn is None:
            self._histories.pop(draft.interview, None)
            return None
        brief = turn.interview.brief
        draft_of = Exchange(turn.ask, turn.question, draft.text)
        return unfinished(brief, self._history(turn), draft_of, self._freedom(brief.language))

    def _history(self, turn: Turn) -> list[Exchange]:
        """Return what was said before the turn. It is read from the database once for all drafts of the turn."""
        number, history = self._histories.pop(turn.interview_id, (0, []))
        if number != turn.number:
            history = conversation.history(turn.interview)
        self._histories[turn.interview_id] = turn.number, history
        if len(self._histories) > HISTORIES:
            self._histories.pop(next(iter(self._histories)))
        return history
