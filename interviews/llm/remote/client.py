"""A model server, asked with patience: tries, time limits, a circuit."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing

import openai
import structlog
from langchain_core.outputs import ChatGenerationChunk

from interviews.llm import metrics
from interviews.llm.errors import ModelTimeout

from .circuit import QuestionCircuit
from .request_policy import RequestPolicy
from .retry_schedule import RetrySchedule
from .server_errors import MALFORMED, IncompleteResponse, ServerError, translate_error

log = structlog.get_logger(__name__)

Chunks = AsyncGenerator[ChatGenerationChunk, None]
Ask = Callable[[], AsyncIterator[ChatGenerationChunk]]


class ModelClient:
    """`url` without its password, and the `model` that it serves: for messages."""

    def __init__(self, url: str, model: str, patience: RequestPolicy) -> None:
        self._url, self._model, self._patience = url, model, patience
        self._circuit = QuestionCircuit(patience)

    async def answer(self, ask: Ask, max_seconds: float) -> Chunks:
        """The chunks of one answer; `ask` sends the request. Nothing is sent again once text has come. ModelError."""
        begun = False
        with self._circuit.question():
            async with aclosing(self._tried(ask, Deadlines(self._patience, max_seconds))) as chunks:
                async for chunk in chunks:
                    if chunk.text and not begun:
                        begun = True
                        self._circuit.begun()
                    yield chunk

    async def _tried(self, ask: Ask, deadlines: "Deadlines") -> Chunks:
        retries = RetrySchedule(self._patience)
        while True:
            try:
                async with aclosing(self._once(ask, deadlines)) as chunks:
                    async for chunk in chunks:
                        yield chunk
                return
            except ServerError as fault:
                metrics.FAULTS.labels(fault.kind).inc()
                seconds = retries.next_delay(fault)
                if seconds is None:
                    raise
                log.info("the model server is asked again", kind=fault.kind, seconds=round(seconds, 2))
            await asyncio.sleep(seconds)
            metrics.RETRIES.inc()

    async def _once(self, ask: Ask, deadlines: "Deadlines") -> Chunks:
        begun = finished = False
        try:
            async with aclosing(ask()) as chunks:  # type: ignore[type-var]
                while (chunk := await deadlines.next_of(chunks)) is not None:
                    begun = begun or bool(chunk.text)
                    finished = finished or bool((chunk.generation_info or {}).get("finish_reason"))
                    yield chunk
            if not finished:
                raise IncompleteResponse
        except (openai.OpenAIError, IncompleteResponse, TimeoutError, *MALFORMED) as error:
            if not finished:  # else only the counts are missing
                raise translate_error(error, self._url, self._model, begun) from error


class Deadlines:
    """Of one question, whatever the number of its tries."""

    def __init__(self, patience: RequestPolicy, max_seconds: float) -> None:
        self._silent_seconds, self._max_seconds = patience.silent, max_seconds
        self._clock = asyncio.get_running_loop().time
        self._ends_at = self._clock() + max_seconds
        self._first_at: float | None = self._clock() + patience.first  # None once a chunk has come

    async def next_of(self, chunks: AsyncIterator[ChatGenerationChunk]) -> ChatGenerationChunk | None:
        """The next chunk; None at the end. TimeoutError, ModelTimeout."""
        # Only waiting counts as silence, not what a reader does with a chunk.
        due_at = self._first_at or self._clock() + self._silent_seconds
        try:
            async with asyncio.timeout_at(min(due_at, self._ends_at)):
                chunk = await anext(chunks, None)
        except TimeoutError:
            if self._clock() < self._ends_at:
                raise
            raise ModelTimeout(f"not done after {self._max_seconds:.0f} s. Add servers, or a faster model.") from None
        self._first_at = None
        return chunk
