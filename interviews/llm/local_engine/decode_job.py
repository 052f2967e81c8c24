"""One question in the engine: its prompt, the tokens generated so far, and its end."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interviews.llm.text_assembler import TextAssembler

from .cache.kv_cache import KvStream, Prompt
from .sampler import Sampler
from .steps.cycle import is_behind


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of an answer.

    `finish_reason` is "stop" (the model ended, or a stop string came), "length" (the token limit), or "leaked" (part of
    a thought was given out as the question). `cached_tokens` of the prompt's tokens were found in the cache.
    """

    finish_reason: str
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int


OutputItem = str | Finished | Exception


class OutputStream:
    """The output of a job, read in the event loop in which the stream was made."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._items: asyncio.Queue[OutputItem] = asyncio.Queue()
        self.put: Callable[[OutputItem], None] = self._items.put_nowait

    async def next(self) -> str | Finished:
        """Wait for the next item and return it. An exception that was put is raised."""
        item = await self._items.get()
        if isinstance(item, Exception):
            raise item
        return item


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """Where an answer ends at the latest.

    `stop` strings end the text and are not part of it. `max_tokens` includes tokens of thoughts. `max_seconds` count
    from the request. `closing_tag` closes the thought that the prompt's end opened; "" if it opened none.
    """

    stop: Sequence[str]
    max_tokens: int
    max_seconds: float
    closing_tag: str = ""


class DecodeJob:
    """The state of one question: the prompt's tokens, followed by the generated ones.

    Only the decode thread changes it, except for `cancelled`, which any thread may set.
    """

    def __init__(self, session: int | None, prompt: Prompt, sampler: Sampler, limits: DecodeLimits) -> None:
        self.session, self.prompt, self.sampler = session, prompt, sampler
        self.stream = OutputStream()
        self.kv: KvStream | None = None
        self.cancelled = False
        self.finish_reason = ""
        self._limits = limits
        self.ends_at = time.monotonic() + limits.max_seconds
        self._generated: list[int] = []
        self._first_at = 0.0
        self._computed = self._cached = 0
        self._text = TextAssembler(limits.stop, limits.closing_tag)

    @property
    def written(self) -> int:
        """The number of tokens generated so far. Any thread may read it."""
        return len(self._generated)

    def is_behind(self, now: float, pause: float) -> bool:
        """Return whether its reader would have to wait, if nothing were written of it for `pause` seconds.

        Who waits for the first token does.
        """
        return not self._generated or is_behind(len(self._generated), now - self._first_at, pause)

    def unread(self, held: int) -> int:
        """Return how many of its tokens are not computed yet if the cache holds the first `held`."""
        return len(self.prompt.tokens) + len(self._generated) - held

    def tokens_from(self, held: int, count: int) -> list[int]:
        """Return at most `count` tokens after the first `held`."""
        prompt = self.prompt.tokens
        if held >= len(prompt):
            return self._generated[held - len(prompt) :][:count]
        return (prompt[held : held + count] + self._generated)[:count]

    def add_computed(self, tokens: int) -> None:
        """Count tokens that were computed rather than found in the cache."""
        self._computed += tokens

    def add_token(self, token: int, piece: bytes) -> str:
        """Add a generated token and its bytes, and return the text that is certain by now.

        `finish_reason` is set if it was the last one.
        """
        if not self._generated:
            self._first_at = time.monotonic()
            self._cached = max(0, len(self.prompt.tokens) - self._computed)
        self._generated.append(token)
        text = self._text.feed(piece)
        if self._text.stopped:
            self.finish_reason = "leaked" if self._text.leaked else "stop"
        elif len(self._generated) >= self._limits.max_tokens:
            self.finish_reason = "length"
            text += self._text.flush()
        return text

    def end_of_generation(self) -> str:
        """End the answer, because the model generated an end token. Return the text that was held back."""
        self.finish_reason = "stop"
        return self._text.flush()

    def result(self) -> Finished:
        return Finished(self.finish_reason, len(self.prompt.tokens), len(self._generated), self._cached)
