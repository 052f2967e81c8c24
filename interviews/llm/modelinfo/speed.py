"""Measures how fast a model reads and writes on this machine, with the engine that serves interviews.

The sizes are adapted to the machine's speed, so that a big model on a small machine takes seconds and not minutes.
"""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from interviews.llm.local_engine.cache.kv_cache import Prompt
from interviews.llm.local_engine.decode_job import DecodeLimits, Finished
from interviews.llm.local_engine.engine import MIN_ROOM_TOKENS, Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.sampling import Sampling

PROMPTS = (300, 3000)  # tokens: the first question of an interview, and a late one
PROBE_TOKENS = 32
READ_SECONDS, WRITE_SECONDS = 4.0, 2.0  # the time for one measurement
PROBE, FEWEST, MOST = 2, 4, 128  # tokens written by one stream
DEPTH_TOKENS = 16  # of the prompt to write after; its last token is read for each stream
TIMEOUT_SECONDS = 300.0
MOST_STREAMS = 16  # so that the cache of a measurement stays small

Report = Callable[[str], None]


class EndlessModel(GgufModel):
    """Goes on writing after end tokens, so that all runs are equally long."""

    def generated_piece(self, token: int) -> bytes:
        return self.piece(token)


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens per second, measured with the context nearly empty.

    `prompt` is the reading rate, `one_stream` the writing rate of one question, `together` that of `slots` (at most 16)
    questions in all. `first_token_seconds` are by prompt length, without prompts that do not fit into the context.
    Those in `extrapolated` were not measured, because they would have taken too long; in reality they take longer.
    `step_seconds` are those of one step by its number of rows; {} for one slot.
    """

    threads: int
    slots: int
    prompt: float
    one_stream: float
    together: float
    first_token_seconds: dict[int, float]
    extrapolated: list[int]
    step_seconds: dict[int, float]

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return asdict(self)


def measure(model: EndlessModel, slots: int, *, threads: int, context: int, report: Report) -> Speed:
    """Measure for about 20 s at most, if the model reads at least 50 tokens/s. `context` is in tokens."""
    slots = min(slots, MOST_STREAMS)
    context = min(context, PROMPTS[-1] + 2 * MIN_ROOM_TOKENS)  # no more memory than it needs
    report("warming up the model")
    engine = Engine(model, context=context, slots=slots, threads=threads)
    try:
        return asyncio.run(_Measurement(engine, slots, report).run(threads))
    finally:
        engine.close()


class _Measurement:
    def __init__(self, engine: Engine, slots: int, report: Report) -> None:
        self._engine, self._slots, self._report = engine, slots, report
        self._random = random.Random(1)  # noqa: S311

    async def run(self, threads: int) -> Speed:
        taken = await self._read_prompts()
        self._report("writing one question")
        one = await self._writing_rate(1)
        self._report(f"writing {self._slots} questions at once")
        together = await self._writing_rate(self._slots) if self._slots > 1 else one
        fitting = [tokens for tokens in PROMPTS if self._fits(tokens)]
        first = {tokens: taken.get(tokens) or tokens / _rate(taken, tokens) for tokens in fitting}
        guessed = [tokens for tokens in fitting if tokens not in taken]
        steps = self._engine.costs.seconds if self._engine.costs else {}
        return Speed(threads, self._slots, _rate(taken, PROMPTS[0]), one, together, first, guessed, steps)

    def _fits(self, tokens: int) -> bool:
        return tokens + MIN_ROOM_TOKENS <= self._engine.context

    async def _read_prompts(self) -> dict[int, float]:
        """Return the seconds to the first token by prompt length, for prompts as long as there is time for."""
        self._report("reading")
        taken = {PROBE_TOKENS: await self._read(PROBE_TOKENS)}
        for tokens in filter(self._fits, PROMPTS):
            affordable = int(_rate(taken, tokens) * READ_SECONDS)
            if affordable > 2 * max(taken):
                self._report(f"reading {min(tokens, affordable):,} tokens")
                taken[min(tokens, affordable)] = await self._read(min(tokens, affordable))
            if affordable < tokens:
                break
        return taken

    async def _read(self, tokens: int) -> float:
        began = time.monotonic()
        await self._ask(self._prompt(tokens), 1)
        return time.monotonic() - began

    async def _writing_rate(self, streams: int) -> float:
        """Return the tokens per second of all streams together, after a prompt that is cached."""
        prompt = Prompt(self._prompt(DEPTH_TOKENS).tokens, public_tokens=DEPTH_TOKENS - 1)
        await self._write(prompt, streams, 1)
        _, probed = await self._write(prompt, streams, PROBE)
        tokens = max(FEWEST, min(MOST, int(PROBE * WRITE_SECONDS / probed)))
        written, seconds = await self._write(prompt, streams, tokens)
        return written / seconds

    async def _write(self, prompt: Prompt, streams: int, tokens: int) -> tuple[int, float]:
        """Return the number of tokens written, and the seconds that it took."""
        began = time.monotonic()
        finished = await asyncio.gather(*(self._ask(prompt, tokens, session) for session in range(streams)))
        return sum(last.completion_tokens for last in finished), time.monotonic() - began

    async def _ask(self, prompt: Prompt, tokens: int, session: int | None = None) -> Finished:
        limits = DecodeLimits([], tokens, TIMEOUT_SECONDS)
        items = [item async for item in self._engine.generate(prompt, Sampling(), limits, session)]
        assert isinstance(items[-1], Finished)
        return items[-1]

    def _prompt(self, tokens: int) -> Prompt:
        vocabulary = self._engine.model.vocabulary_tokens
        return Prompt([self._random.randrange(vocabulary) for _ in range(tokens)])


def _rate(taken: dict[int, float], tokens: int) -> float:
    """Return the tokens per second of the longest measured prompt of at most `tokens` tokens."""
    longest = max(length for length in taken if length <= tokens)
    return longest / taken[longest]
