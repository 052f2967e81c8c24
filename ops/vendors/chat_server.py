"""A scripted server of OpenAI's chat completions API on loopback, which can fail in many ways."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from .dialects import Body, Dialect, continuation, refusal
from .loopback_thread import LoopbackThread

MODEL = "scripted"
WORDS = ("Which ", "queue ", "did ", "you ", "choose, ", "and ", "why?")
NEVER_SECONDS = 3600
PING, PING_SECONDS = ": ping", 0.005
ERRORS = {
    400: ("invalid_request_error", None),
    401: ("invalid_request_error", "invalid_api_key"),
    403: ("invalid_request_error", "forbidden"),
    404: ("invalid_request_error", "model_not_found"),
    429: ("requests", "rate_limit_exceeded"),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """How the server replies to one request: the words, each of which counts as one token, and what goes wrong."""

    words: Sequence[str] = WORDS
    counts: bool = True  # reports usage if the request asks for it
    ignores_limits: bool = False  # ignores `stop` and `max_completion_tokens`
    seconds_between: float = 0.0
    first_seconds: float = 0.0  # before the first word; the headers are sent at once
    status: int = 200  # if not 200: OpenAI's error JSON instead of words
    error: Body | None = None  # the error object, instead of OpenAI's
    context_length_exceeded: bool = False  # a 400 with that code
    headers: Sequence[str] = ("Retry-After-Ms: 1",)  # with an error status, so that tests do not wait
    cut: bool = False  # the connection is dropped before the first byte
    cut_after: int | None = None  # the connection is dropped after this many words
    ends_after: int | None = None  # the body ends properly after this many words, but without a finish reason
    error_after: int | None = None  # an error event in the stream after this many words
    body: tuple[str, bytes] | None = None  # the media type and the body of a 200, instead of the answer
    strays: Sequence[str] = ()  # raw events before the first word
    silent: bool = False  # headers, but no body
    pings: bool = False  # with `silent`: SSE comments as the body
    reasoning: Sequence[str] = ()  # deltas of `reasoning_content`, before the first word
    finish_reason: str = ""  # instead of stop or length
    thinks: bool = False  # the model's template may open a thought
    echoes: bool = False  # repeats the stem before what continues it


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes


def first(*replies: Reply) -> Callable[[Body], Reply]:
    """Return a function that returns these replies, one per request, and then successful ones."""
    left = iter(replies)
    return lambda _: next(left, Reply())


class Cut(Exception):
    """Raised to drop the connection."""


class ScriptedServer(LoopbackThread):
    """Use as a context manager; leaving it drops every connection.

    `reply` may be set at any time, to a Reply or to a function that returns one for a request's body. The server
    honours `stop`, `max_tokens` and `max_completion_tokens`. `dialect` says whose server it plays. `running` counts the
    answers in progress: one ends with its last byte, or as soon as its client disconnects.
    """

    def __init__(self, port: int = 0, dialect: Dialect = Dialect.OPENAI) -> None:
        super().__init__(port)
        self.dialect = dialect
        self.lists_models = True  # otherwise it keeps whoever asks for them waiting
        self.reply: Reply | Callable[[Body], Reply] = Reply()
        self.models = [{"id": MODEL, "object": "model", "created": 0, "owned_by": dialect.value}]
        self.requests: list[Body] = []
        self.headers: list[Mapping[str, str]] = []

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering: asyncio.Task[None] | None = None
        try:
            # Keep reading while an answer is sent, because only the end of the input shows that the client has gone.
            while request := await read_request(reader):
                if answering:
                    await answering
                answering = asyncio.create_task(self._answer(request, writer))
        finally:
            if answering:
                answering.cancel()
                await asyncio.wait([answering])
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        try:
            if (request.method, request.path) == ("POST", "/v1/chat/completions"):
                await self._chat(request, writer)
            elif (request.method, request.path) == ("GET", "/v1/models"):
                if not self.lists_models:
                    await asyncio.sleep(NEVER_SECONDS)
                await send_json(writer, 200, {"object": "list", "data": self.models})
            else:
                await send_json(writer, 404, {"detail": "Not Found"})
        except (Cut, ConnectionError):
            writer.close()

    async def _chat(self, request: Request, writer: asyncio.StreamWriter) -> None:
        body: Body = json.loads(request.body)
        self.headers.append(request.headers)
        self.requests.append(body)
        self._count(1)
        try:
            reply = spoken(self.reply(body) if callable(self.reply) else self.reply, body, self.dialect)
            if reply.cut:
                raise Cut
            if reply.body:
                await send(writer, 200, *reply.body)
            elif reply.context_length_exceeded or reply.status != 200 or not body.get("stream"):
                await send_json(writer, *error_of(reply, request), headers=reply.headers)
            else:
                await send_stream(writer, events(reply, body))
        finally:
            self._count(-1)


def spoken(reply: Reply, body: Body, dialect: Dialect) -> Reply:
    """Return the reply as a server of that dialect gives it, if the last message is the assistant's."""
    if why := refusal(dialect, body, reply.thinks):
        return replace(reply, status=400, error=error(why, "invalid_request_error", None))
    words = reply.words if reply.echoes else continuation(dialect, body, reply.words)
    # A reply whose pace a test changes while it is given must stay the test's own object.
    return reply if words is reply.words else replace(reply, words=words)


async def events(reply: Reply, body: Body) -> AsyncIterator[str]:
    """Yield the data of each event when it is due. Raises Cut to drop the connection."""
    while reply.silent:
        await asyncio.sleep(PING_SECONDS if reply.pings else NEVER_SECONDS)
        yield PING
    chunk = Chunks(body)
    yield chunk.delta({"role": "assistant", "content": ""})
    for stray in reply.strays:
        yield stray
    for thought in reply.reasoning:
        yield chunk.delta({"reasoning_content": thought, "reasoning": thought})
    words, finish_reason = limited(reply, body)
    for index, word in enumerate([*words, ""]):
        if index == reply.cut_after:
            raise Cut
        if index == reply.ends_after:
            return
        if index == reply.error_after:
            yield json.dumps({"error": {"message": "the engine died", "type": "server_error", "code": 500}})
            return
        if word:
            await asyncio.sleep(reply.seconds_between if index else reply.first_seconds)
            yield chunk.delta({"content": word})
    yield chunk.delta({}, finish_reason)
    if chunk.with_usage and reply.counts:
        yield chunk.usage(len(words))
    yield "[DONE]"


class Chunks:
    """Makes the JSON of one answer's events."""

    def __init__(self, body: Body) -> None:
        self.with_usage = bool((body.get("stream_options") or {}).get("include_usage"))
        self._prompt_tokens = sum(len(str(message["content"]).split()) for message in body["messages"])
        self._head: Body = {"id": f"chatcmpl-{time.monotonic_ns()}", "object": "chat.completion.chunk"}
        self._head |= {"created": int(time.time()), "model": body.get("model", MODEL)}
        self._usage: Body = {"usage": None} if self.with_usage else {}

    def delta(self, delta: Body, finish_reason: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return json.dumps({**self._head, "choices": [choice], **self._usage})

    def usage(self, completion_tokens: int) -> str:
        counts = {"prompt_tokens": self._prompt_tokens, "completion_tokens": completion_tokens}
        total = self._prompt_tokens + completion_tokens
        return json.dumps({**self._head, "choices": [], "usage": {**counts, "total_tokens": total}})


def limited(reply: Reply, body: Body) -> tuple[list[str], str]:
    """Return the words up to `stop` or the token limit, and the finish reason."""
    text = "".join(reply.words)
    if reply.ignores_limits:
        return list(reply.words), reply.finish_reason or "stop"
    stops = body.get("stop") or []
    end = min([len(text), *(text.find(stop) for stop in stops if stop in text)])
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or len(reply.words)
    kept, at = [], 0
    for word in reply.words:
        kept.append(word[: end - at])
        at += len(word)
        if at >= end:
            break
    return kept[:limit], reply.finish_reason or ("length" if len(kept) > limit else "stop")


def error_of(reply: Reply, request: Request) -> tuple[int, Body]:
    """Return the status and the body of an error, which may quote the key and the request, as real servers do."""
    if reply.context_length_exceeded:
        message = "This model's maximum context length is 128 tokens. However, your messages resulted in 4711 tokens."
        return 400, {"error": error(message, "invalid_request_error", "context_length_exceeded", "messages")}
    status = 400 if reply.status == 200 else reply.status
    if reply.error:
        return status, {"error": reply.error}
    kind, code = ERRORS.get(status, ("server_error", None))
    return status, {"error": error(f"No: {request.headers.get('authorization')} {request.body.decode()}", kind, code)}


def error(message: str, kind: str, code: str | None, param: str | None = None) -> Body:
    return {"message": message, "type": kind, "param": param, "code": code}


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Return the next request, or None if the client has gone."""
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        named = (line.partition(":") for line in lines if line)
        headers = {name.strip().lower(): value.strip() for name, _, value in named}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        return Request(method, path, headers, body)
    return None


async def send_json(writer: asyncio.StreamWriter, status: int, body: Body, headers: Sequence[str] = ()) -> None:
    await send(writer, status, "application/json", json.dumps(body).encode(), headers)


async def send(writer: asyncio.StreamWriter, status: int, kind: str, data: bytes, headers: Sequence[str] = ()) -> None:
    lines = [f"HTTP/1.1 {status} Scripted", f"Content-Type: {kind}", f"Content-Length: {len(data)}", *headers, "", ""]
    writer.write("\r\n".join(lines).encode() + data)
    await writer.drain()


async def send_stream(writer: asyncio.StreamWriter, events: AsyncIterator[str]) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(head.encode())
    async for event in events:
        data = f"{event}\n\n".encode() if event == PING else f"data: {event}\n\n".encode()
        writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        await writer.drain()
    writer.write(b"0\r\n\r\n")
    await writer.drain()
