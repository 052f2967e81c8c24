"""How fast a model reads and writes on this machine, through the engine that serves interviews.

Sizes follow what the machine can do, so that a big model on a small machine takes its time, and not minutes.
"""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from interviews.llm.local_engine.decode_job import DecodeLimits, Finished
from interviews.llm.local_engine.engine import MIN_ROOM_TOKENS, Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.kv_cache import Prompt
from interviews.llm.sampling import Sampling

PROMPTS = (300, 3000)  # tokens: the first question of an interview, and a late one
PROBE_TOKENS = 32
READ_SECONDS, WRITE_SECONDS = 4.0, 2.0  # what one measurement may take
PROBE, FEWEST, MOST = 2, 4, 128  # tokens written by a stream
DEPTH_TOKENS = 16  # of the prompt behind which is written; its last one is read for each stream
PATIENCE_SECONDS = 300.0
MOST_STREAMS = 16  # so that the cache of a measurement stays small

Say = Callable[[str], None]


class EndlessModel(GgufModel):
    """Writes on whatever it draws, so that runs compare."""

    def drawn(self, token: int) -> bytes:
        return self.piece(token)


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens a second: read of a prompt; written in one stream, and in `slots` (at most 16) of them together, at the
    beginning of an interview. `first_token_seconds` by tokens of the prompt, without those that do not fit; the
    `extrapolated` ones would have taken too long, and will take rather longer than is said."""

    threads: int
    slots: int
    prompt: float
    one_stream: float
    together: float
    first_token_seconds: dict[int, float]
    extrapolated: list[int]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def measure(model: EndlessModel, slots: int, *, threads: int, context: int, say: Say) -> Speed:
    """Takes some 20 s at most where the model reads 50 tokens a second. `context`: tokens of an interview."""
    slots = min(slots, MOST_STREAMS)
    cells = max(PROMPTS[-1] + 2 * MIN_ROOM_TOKENS, slots * 2 * (DEPTH_TOKENS + MOST))
    say("getting the model ready")
    engine = Engine(model, context=context, slots=slots, threads=threads, cells=cells)
    try:
        return asyncio.run(_Trial(engine, slots, say).run(threads))
    finally:
        engine.close()


class _Trial:
    def __init__(self, engine: Engine, slots: int, say: Say) -> None:
        self._engine, self._slots, self._say = engine, slots, say
        self._random = random.Random(1)  # noqa: S311

    async def run(self, threads: int) -> Speed:
        taken = await self._read_prompts()
        self._say("writing in one stream")
        one = await self._writing_rate(1)
        self._say(f"writing in {self._slots} streams")
        together = await self._writing_rate(self._slots) if self._slots > 1 else one
        fitting = [tokens for tokens in PROMPTS if self._fits(tokens)]
        first = {tokens: taken.get(tokens) or tokens / _rate(taken, tokens) for tokens in fitting}
        guessed = [tokens for tokens in fitting if tokens not in taken]
        return Speed(threads, self._slots, _rate(taken, PROMPTS[0]), one, together, first, guessed)

    def _fits(self, tokens: int) -> bool:
        return tokens + MIN_ROOM_TOKENS <= self._engine.context

    async def _read_prompts(self) -> dict[int, float]:
        """Seconds to the first token, by tokens of the prompt: as long ones as there is time for."""
        self._say("reading")
        taken = {PROBE_TOKENS: await self._read(PROBE_TOKENS)}
        for tokens in filter(self._fits, PROMPTS):
            affordable = int(_rate(taken, tokens) * READ_SECONDS)
            if affordable > 2 * max(taken):
                self._say(f"reading {min(tokens, affordable):,} tokens")
                taken[min(tokens, affordable)] = await self._read(min(tokens, affordable))
            if affordable < tokens:
                break
        return taken

    async def _read(self, tokens: int) -> float:
        began = time.monotonic()
        await self._ask(self._prompt(tokens), 1)
        return time.monotonic() - began

    async def _writing_rate(self, streams: int) -> float:
        """Tokens a second of all together, behind a prompt that stands read."""
        prompt = Prompt(self._prompt(DEPTH_TOKENS).tokens, public=DEPTH_TOKENS - 1)
        await self._write(prompt, streams, 1)
        _, probed = await self._write(prompt, streams, PROBE)
        tokens = max(FEWEST, min(MOST, int(PROBE * WRITE_SECONDS / probed)))
        written, seconds = await self._write(prompt, streams, tokens)
        return written / seconds

    async def _write(self, prompt: Prompt, streams: int, tokens: int) -> tuple[int, float]:
        """How many were written, and the seconds that it took."""
        began = time.monotonic()
        ended = await asyncio.gather(*(self._ask(prompt, tokens, session) for session in range(streams)))
        return sum(last.completion_tokens for last in ended), time.monotonic() - began

    async def _ask(self, prompt: Prompt, tokens: int, session: int | None = None) -> Finished:
        limits = DecodeLimits([], tokens, PATIENCE_SECONDS)
        items = [item async for item in self._engine.generate(prompt, Sampling(), limits, session)]
        assert isinstance(items[-1], Finished)
        return items[-1]

    def _prompt(self, tokens: int) -> Prompt:
        vocabulary = self._engine.model.vocabulary_tokens
        return Prompt([self._random.randrange(vocabulary) for _ in range(tokens)])


def _rate(taken: dict[int, float], tokens: int) -> float:
    """Tokens a second, from the longest prompt of at most so many tokens that was read."""
    longest = max(length for length in taken if length <= tokens)
    return longest / taken[longest]
