"""Streams answers from a model server, with retries, time limits and a circuit breaker."""

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

# With any other reason (content_filter, tool_calls), the text ends in the middle.
FINISHED = ("stop", "length")

Chunks = AsyncGenerator[ChatGenerationChunk, None]
SendRequest = Callable[[], AsyncIterator[ChatGenerationChunk]]


class ModelClient:
    """One model on one server. All questions of a worker share its circuit breaker."""

    def __init__(self, url: str, model: str, policy: RequestPolicy) -> None:
        """`url` (without its password) and `model` are used in error messages."""
        self._url, self._model, self._policy = url, model, policy
        self._circuit = QuestionCircuit(policy)

    async def stream(self, send: SendRequest, max_seconds: float) -> Chunks:
        """Yield the chunks of one answer. `send` sends the request once and yields what the server streams.

        A request is never repeated once text has arrived. Raise ModelTimeout after `max_seconds`, PromptTooLong or
        ModelUnavailable.
        """
        begun = False
        with self._circuit.question():
            async with aclosing(self._with_retries(send, Deadlines(self._policy, max_seconds))) as chunks:
                async for chunk in chunks:
                    if chunk.text and not begun:
                        begun = True
                        self._circuit.begun()
                    yield chunk

    async def _with_retries(self, send: SendRequest, deadlines: "Deadlines") -> Chunks:
        schedule = RetrySchedule(self._policy)
        while True:
            try:
                async with aclosing(self._attempt(send, deadlines)) as chunks:
                    async for chunk in chunks:
                        yield chunk
                return
            except ServerError as error:
                metrics.FAULTS.labels(error.kind).inc()
                delay = schedule.next_delay(error)
                if delay is None:
                    raise
                log.info("retrying the model server", kind=error.kind, seconds=round(delay, 2))
            await asyncio.sleep(delay)
            metrics.RETRIES.inc()

    async def _attempt(self, send: SendRequest, deadlines: "Deadlines") -> Chunks:
        begun = finished = False
        try:
            async with aclosing(send()) as chunks:  # type: ignore[type-var]
                while (chunk := await deadlines.next_chunk(chunks)) is not None:
                    begun = begun or bool(chunk.text)
                    finished = finished or (chunk.generation_info or {}).get("finish_reason") in FINISHED
                    yield chunk
            if not finished:
                raise IncompleteResponse
        except (openai.OpenAIError, IncompleteResponse, TimeoutError, *MALFORMED) as error:
            if not finished:  # after the finish reason only the usage can be missing, and the answer is good without it
                raise translate_error(error, self._url, self._model, begun) from error


class Deadlines:
    """The deadlines of one question, shared by all its attempts."""

    def __init__(self, policy: RequestPolicy, max_seconds: float) -> None:
        self._idle_seconds, self._max_seconds = policy.idle_seconds, max_seconds
        self._clock = asyncio.get_running_loop().time
        self._ends_at = self._clock() + max_seconds
        self._first_token_at: float | None = self._clock() + policy.first_token_seconds  # None once a chunk arrived

    async def next_chunk(self, chunks: AsyncIterator[ChatGenerationChunk]) -> ChatGenerationChunk | None:
        """Return the next chunk, or None at the end of the stream.

        Raise TimeoutError if the server is silent for too long, ModelTimeout if the question's time is over.
        """
        # The time starts here, so what the reader does with a chunk does not count as silence of the server.
        due_at = self._first_token_at or self._clock() + self._idle_seconds
        try:
            async with asyncio.timeout_at(min(due_at, self._ends_at)):
                chunk = await anext(chunks, None)
        except TimeoutError:
            if self._clock() < self._ends_at:
                raise
            raise ModelTimeout(f"not done after {self._max_seconds:.0f} s. Add servers, or a faster model.") from None
        self._first_token_at = None
        return chunk
