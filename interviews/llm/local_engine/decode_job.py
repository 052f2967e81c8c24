"""One question in the engine: what is to be read, what was drawn, when it ends."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interviews.llm.text_assembler import TextAssembler

from .kv_cache import KvSequence, Prompt
from .sampler import Sampler


@dataclass(frozen=True, slots=True)
class Finished:
    """How it ended: "stop" by itself, "length" at the limit, "leaked" where part of a thought was given out for a
    question. `cached_tokens` of the prompt were not read anew."""

    finish_reason: str
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int


OutputItem = str | Finished | Exception


class OutputStream:
    """What comes of a job, for the event loop that made it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._items: asyncio.Queue[OutputItem] = asyncio.Queue()
        self.put: Callable[[OutputItem], None] = self._items.put_nowait

    async def next(self) -> str | Finished:
        item = await self._items.get()
        if isinstance(item, Exception):
            raise item
        return item


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """`stop` strings end the text and are no part of it; so many `tokens` at most, so many `seconds` after asking.
    `closing`: the marker that ends the thought which the prompt has begun, if it has."""

    stop: Sequence[str]
    tokens: int
    seconds: float
    closing: str = ""


class DecodeJob:
    """Its tokens are the prompt's, and behind them those that were drawn. The decode thread alone changes it, but for
    `cancelled`, which anybody may set."""

    def __init__(self, session: int | None, prompt: Prompt, sampler: Sampler, limits: DecodeLimits) -> None:
        self.session, self.prompt, self.sampler = session, prompt, sampler
        self.stream = OutputStream()
        self.sequence: KvSequence | None = None
        self.cancelled = False
        self.finish_reason = ""
        self._limits = limits
        self.ends_at = time.monotonic() + limits.seconds
        self._drawn: list[int] = []
        self._computed = self._cached = 0
        self._text = TextAssembler(limits.stop, limits.closing)

    @property
    def cells(self) -> int:
        """The room that it may come to need."""
        return len(self.prompt.tokens) + self._limits.tokens

    def unread(self, held: int) -> int:
        """How many of its tokens stand behind the first `held`."""
        return len(self.prompt.tokens) + len(self._drawn) - held

    def tokens_from(self, held: int, count: int) -> list[int]:
        prompt = self.prompt.tokens
        if held >= len(prompt):
            return self._drawn[held - len(prompt) :][:count]
        return (prompt[held : held + count] + self._drawn)[:count]

    def computed(self, tokens: int) -> None:
        self._computed += tokens

    def draw(self, token: int, piece: bytes) -> str:
        """The text that is sure by now. `finish_reason` tells whether that was the last."""
        if not self._drawn:
            self._cached = max(0, len(self.prompt.tokens) - self._computed)
        self._drawn.append(token)
        text = self._text.feed(piece)
        if self._text.stopped:
            self.finish_reason = "leaked" if self._text.leaked else "stop"
        elif len(self._drawn) >= self._limits.tokens:
            self.finish_reason = "length"
            text += self._text.flush()
        return text

    def stop(self) -> str:
        """The model says that it is done; the text that was held back."""
        self.finish_reason = "stop"
        return self._text.flush()

    def ended(self) -> Finished:
        return Finished(self.finish_reason, len(self.prompt.tokens), len(self._drawn), self._cached)
