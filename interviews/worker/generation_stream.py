"""What readers get of one generation: its events and its voice, for as long as its lease lasts."""

import asyncio

from interviews.interviewer.ask import Ask
from interviews.models import Turn
from streaming.tasks import spawn, stop
from streaming.wire.events import Event, QuestionStarted, Token
from streaming.writing.narrator import Narrator, Voice
from streaming.writing.writer import Halt, StreamWriter

from .lease import TurnLease
from .resources import WorkerResources


class GenerationStream:
    """Publishes one generation: `start`, `write` its text, `end`, then `put` the closing event, and `close`.

    `halted` is done as soon as the generation has to stop; `halt` says why.
    """

    def __init__(self, turn: Turn, resources: WorkerResources) -> None:
        """Begin to renew the lease. `turn` is claimed, and its generation's key becomes the epoch."""
        interview, generation = turn.interview, turn.generation
        assert generation
        self.epoch = generation.pk
        self._number, self._attempt = turn.number, generation.attempt
        self._text: list[str] = []
        self._replaced = False
        self._lease = TurnLease(self.epoch, resources.lease)
        self._writer = StreamWriter(resources.log, interview.pk, self.epoch, turn.number, self._lease)
        speaker = resources.speaker if interview.voice else None
        voice = Voice(interview.language, interview.speaking_voice, interview.pk, resources.readings)
        self._narrator = Narrator(speaker, self._writer.put, turn.number, voice)
        self._keeper = spawn(self._lease.keep(self._writer), f"lease {self.epoch}")
        self.halted = asyncio.create_task(self._writer.halted.wait(), name=f"halt {self.epoch}")

    @property
    def text(self) -> str:
        return "".join(self._text)

    @property
    def sentences(self) -> int:
        return self._narrator.sentences

    @property
    def halt(self) -> Halt | None:
        """Why the generation has to stop. None if its own worker has replaced it."""
        return None if self._replaced else self._writer.halt

    def start(self, ask: Ask) -> None:
        self.put(QuestionStarted(turn=self._number, kind=ask.move, topic=ask.topic, attempt=self._attempt))

    def write(self, text: str) -> None:
        self._text.append(text)
        self._writer.put(Token(turn=self._number, text=text))
        self._narrator.feed(text)

    def end(self) -> None:
        """Say that the text is complete."""
        self._narrator.end()

    def put(self, event: Event) -> None:
        self._writer.put(event)

    def reserve_closing(self) -> int:
        """Return the offset of the closing event, which is put next."""
        return self._writer.reserve_closing()

    async def drained(self) -> bool:
        """Wait until Redis has everything. Return False if another attempt has taken over."""
        return await self._writer.drained()

    def first_at(self, kind: str) -> float | None:
        """When Redis had the first event of that type, on the clock of time.monotonic()."""
        return self._writer.first_at.get(kind)

    def give_up_lease(self) -> None:
        """Say that the turn is about to be given up, so that a lease that cannot be renewed is no loss."""
        self._lease.ending = True

    async def replace(self) -> None:
        """Make way for the next generation of the same worker: no sound follows, and `halt` no longer counts."""
        self.give_up_lease()
        self._replaced = True
        await self.silence()

    async def silence(self) -> None:
        """Drop all sounds that were not sent yet."""
        await self._narrator.close()

    async def spoken(self) -> bool:
        """Wait until the voice has ended. Return False if the interview moved on before that."""
        await stop(self._keeper)
        finished = asyncio.create_task(self._narrator.finished(), name=f"voice {self.epoch}")
        try:
            await asyncio.wait([finished, self.halted], return_when=asyncio.FIRST_COMPLETED)
            return not self.halted.done() and await self.drained()
        finally:
            await stop(finished)

    async def close(self) -> None:
        """Stop everything. May be called more than once."""
        await stop(self._keeper, self.halted)
        await self._narrator.close()
        await self._writer.close()
