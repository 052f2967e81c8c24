"""The voice of one question: one backend for all its sentences, unless one of them fails."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import NamedTuple

from streaming.tasks import spawn, stop

from .base import SpeechError, UnknownVoiceError
from .clip import ClipPart
from .lane import SpeechLane, Wanted
from .recordings import Recordings
from .speech_queue import DryAt
from .tape import Tape


class Choice(NamedTuple):
    """Who speaks: the place of a backend in the order, and one of its voices ("" for its default)."""

    place: int
    name: str


class QuestionVoice:
    """Speaks the pieces of one question by one choice.

    When a piece fails, the next choice speaks it, and everything else of the question that nobody has heard yet.
    """

    def __init__(
        self,
        lanes: Sequence[SpeechLane],
        recordings: Recordings,
        language: str,
        choice: Choice,
        on_fall: Callable[[int, int], None],
        on_unknown: Callable[[str, SpeechError], None] = lambda name, error: None,
    ) -> None:
        """`language` is ISO 639-1. `on_fall` is called with the old and the new place when another backend steps
        in, `on_unknown` with a name that the first backend does not know."""
        self._lanes, self._recordings, self._language = lanes, recordings, language
        self._on_fall, self._on_unknown = on_fall, on_unknown
        self._takes: set[Take] = set()
        self.choice = choice

    def say(self, text: str, *, final: bool, dry_at: DryAt) -> "Take":
        """Have a piece made that `spoken` has prepared. `final` is False for a clause whose sentence goes on.

        `dry_at` returns when the listener will have heard all that comes before, on the event loop's clock.
        """
        take = Take(self, text, final, dry_at)
        self._takes.add(take)
        return take

    async def aclose(self) -> None:
        """Drop what is still being made. May be called again."""
        await stop(*(take.task for take in self._takes))
        self._takes.clear()

    # For takes

    def parts(self, choice: Choice, take: "Take") -> AsyncGenerator[ClipPart, None]:
        wanted = Wanted(take.text, self._language, choice.name, take.final)
        return self._recordings.parts(self._lanes[choice.place], wanted, take.dry_at)

    def move_on(self, failed: Choice, take: "Take", error: SpeechError) -> bool:
        """Choose again after a piece failed. Return whether there is another choice."""
        if self.choice != failed:
            return True
        if isinstance(error, UnknownVoiceError):
            self._on_unknown(failed.name, error)
        # If the voice is refused, as a mistyped name is, the backend's default voice speaks.
        chosen = failed._replace(name="") if error.refused and failed.name else self._next_after(failed.place)
        if chosen is None:
            return False
        self.choice = chosen
        if chosen.place != failed.place:
            self._on_fall(failed.place, chosen.place)
        for other in self._takes - {take}:
            other.restart()
        return True

    def release(self, take: "Take") -> None:
        self._takes.discard(take)

    def _next_after(self, place: int) -> Choice | None:
        later = range(place + 1, len(self._lanes))
        return next((Choice(each, "") for each in later if self._lanes[each].can_speak), None)


class Take:
    """One piece of a question, as it is spoken. Read its parts, up to the last, by `part`."""

    def __init__(self, voice: QuestionVoice, text: str, final: bool, dry_at: DryAt) -> None:
        self.text, self.final, self.dry_at = text, final, dry_at
        self._voice, self._tape, self._taken = voice, Tape(), 0
        self._begin()

    def _begin(self) -> None:
        self.task: asyncio.Task[None] = spawn(self._record(), "take")

    async def part(self) -> ClipPart:
        """Return the next part, which is heard from now on. Raise SpeechError if it will not come."""
        part = await self._tape.part(self._taken)
        self._taken += 1
        if part.last:
            self._voice.release(self)
        return part

    async def aclose(self) -> None:
        """Drop what is still to be made."""
        self._voice.release(self)
        await stop(self.task)

    def restart(self) -> None:
        """Have another choice speak it, unless a part of it was heard."""
        if not self._taken:
            self.task.cancel()
            self._tape.parts.clear()
            self._begin()

    async def _record(self) -> None:
        while True:
            choice = self._voice.choice
            try:
                async with aclosing(self._voice.parts(choice, self)) as parts:
                    async for part in parts:
                        self._tape.put(part)
                return
            except SpeechError as error:
                if not self._voice.move_on(choice, self, error) or self._taken:
                    self._tape.fail(error)
                    return
            self._tape.parts.clear()
