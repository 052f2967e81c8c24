"""Helpers for tests that use an engine."""

import asyncio

from interviews.llm.local_engine.cache.kv_cache import Prompt
from interviews.llm.local_engine.decode_job import DecodeLimits, Finished
from interviews.llm.local_engine.engine import Engine
from interviews.llm.sampling import Sampling

SECONDS = 30
GREEDY = Sampling(temperature=0)


async def asked(
    engine: Engine, prompt: Prompt, session: int | None = None, sampling: Sampling = GREEDY, tokens: int = 16
) -> tuple[str, Finished]:
    """Return the whole text and the result."""
    async with asyncio.timeout(SECONDS):
        items = [item async for item in engine.generate(prompt, sampling, DecodeLimits([], tokens, SECONDS), session)]
    assert isinstance(items[-1], Finished)
    return "".join(item for item in items if isinstance(item, str)), items[-1]


async def idle(engine: Engine) -> None:
    assert await asyncio.to_thread(engine.wait_until_idle, SECONDS)
