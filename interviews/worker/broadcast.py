"""One generation's way to its readers: its events, its voice, and the lease under which it may speak."""

import asyncio

from interviews.interviewer.prompts import Ask
from interviews.models import Turn
from streaming.tasks import spawn, stop
from streaming.wire.events import Event, QuestionStarted, Token
from streaming.writing.narrator import Narrator, Voice
from streaming.writing.writer import Halt, StreamWriter

from .lease import Lease
from .means import Means


class Broadcast:
    """Begins with its making, and ends with `close`; `halted` is done as soon as somebody stops it."""

    def __init__(self, turn: Turn, means: Means) -> None:
        """`turn` is claimed by its generation, whose key is the epoch."""
        interview, generation = turn.interview, turn.generation
        assert generation
        self.epoch = generation.pk
        self._number, self._attempt = turn.number, generation.attempt
        self._text: list[str] = []
        self._retired = False
        self._lease = Lease(self.epoch, means.lease)
        self._writer = StreamWriter(means.log, interview.pk, self.epoch, turn.number, self._lease)
        speaker = means.speaker if interview.voice else None
        voice = Voice(interview.language, interview.voice_name)
        self._narrator = Narrator(speaker, self._writer.put, turn.number, voice)
        self._keeper = spawn(self._lease.keep(self._writer), f"lease {self.epoch}")
        self.halted = asyncio.create_task(self._writer.halted.wait())

    @property
    def text(self) -> str:
        return "".join(self._text)

    @property
    def halt(self) -> Halt | None:
        """Why it is to stop. None, too, once its worker has begun another in its place."""
        return None if self._retired else self._writer.halt

    def begin(self, ask: Ask) -> None:
        self.put(QuestionStarted(turn=self._number, kind=ask.move, topic=ask.topic, attempt=self._attempt))

    def say(self, text: str) -> None:
        self._text.append(text)
        self._writer.put(Token(turn=self._number, text=text))
        self._narrator.feed(text)

    def end(self) -> None:
        """There is no more text."""
        self._narrator.end()

    @property
    def sentences(self) -> int:
        return self._narrator.sentences

    def put(self, event: Event) -> None:
        self._writer.put(event)

    def reserve_closing(self) -> int:
        return self._writer.reserve_closing()

    async def drained(self) -> bool:
        """Wait until Redis has it all; False where another attempt has taken over."""
        return await self._writer.drained()

    def first_at(self, kind: str) -> float | None:
        """When Redis had the first event of that type, by time.monotonic()."""
        return self._writer.first_at.get(kind)

    def give_up_lease(self) -> None:
        """The turn is about to be given up: that the lease cannot be renewed any more is then no loss."""
        self._lease.ends = True

    def retire(self) -> None:
        """Another generation of this worker takes its place."""
        self.give_up_lease()
        self._retired = True

    async def fall_silent(self) -> None:
        """No more sounds."""
        await self._narrator.close()

    async def spoken(self) -> bool:
        """Wait until all of it was spoken; False where the interview moved on before that."""
        await stop(self._keeper)
        finished = asyncio.create_task(self._narrator.finished())
        try:
            await asyncio.wait([finished, self.halted], return_when=asyncio.FIRST_COMPLETED)
            return not self.halted.done() and await self.drained()
        finally:
            await stop(finished)

    async def close(self) -> None:
        await stop(self._keeper, self.halted)
        await self._narrator.close()
        await self._writer.close()
