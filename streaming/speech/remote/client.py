"""The HTTP client of speech servers, and the one place that translates their errors.

Nothing that a server writes is passed on, because it may quote the text or the key.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import httpx

from streaming.vendor_http import retry_after_seconds, without_password

from ..base import SpeechError

# Both log each request, at DEBUG with its headers, which have the key.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)

CONNECT_SECONDS = 5
ANSWER_SECONDS = 30.0  # for one call, including its second try
MAX_BODY_BYTES = 16 * 1024 * 1024  # three minutes at 44.1 kHz
KEEPALIVE_SECONDS = 30
RETRY_SECONDS, LONGEST_RETRY_SECONDS = 0.25, 2.0

_KEY = "refuses the key. Set TTS_API_KEY to one that it knows."
_STATUS = {
    401: _KEY,
    402: "the account has no credit left. Top it up.",
    403: _KEY,
    404: "does not know the address, model or voice. Check TTS_BASE_URL, TTS_MODEL and TTS_VOICE.",
    429: "too many requests, or the quota is used up. Lower TTS_CONCURRENCY or raise the quota.",
}
_FAILED = "the server failed. See its log."
_REFUSED = "refuses the request. Its log names the field; check TTS_MODEL and TTS_VOICE."
_ABOUT_THE_REQUEST = {400, 404, 413, 422}


class SpeechResponse(NamedTuple):
    status: int
    body: bytes
    kind: str  # the media type, in lower case, without parameters
    retry_after_seconds: float | None  # as the server asks for


class SpeechServer:
    """Sends requests to one server. Every method raises SpeechError."""

    def __init__(self, base_url: str, headers: Mapping[str, str], concurrency: int) -> None:
        """`headers` go with every request; `concurrency` is how many requests may run at once."""
        self._url, self._seconds = base_url.rstrip("/"), ANSWER_SECONDS
        self._client = httpx.AsyncClient(
            headers=dict(headers),
            timeout=httpx.Timeout(self._seconds, connect=CONNECT_SECONDS),
            # One more, so that a probe need not wait for a connection.
            limits=httpx.Limits(max_connections=concurrency + 1, keepalive_expiry=KEEPALIVE_SECONDS),
        )

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> SpeechResponse:
        """Return the response of a GET; its status is 200."""
        return await self._call("GET", path, headers=dict(headers or {}))

    async def post(self, path: str, body: dict[str, Any]) -> SpeechResponse:
        """Return the response of a POST with a JSON body; its status is 200."""
        return await self._call("POST", path, json=body)

    async def stream(self, path: str, body: dict[str, Any], kinds: tuple[str, ...] = ()) -> AsyncGenerator[bytes, None]:
        """Yield the body of a response while it arrives.

        If `kinds` are given, the response's media type must begin with one of them. Closing the iterator closes the
        connection, by which servers notice that nobody waits any more.
        """
        with self._translated():
            for pause_seconds in (RETRY_SECONDS, None):
                begun = False
                try:
                    async with self._client.stream("POST", self._url + path, json=body) as response:
                        begun = self._begins(response, kinds, may_retry=pause_seconds is not None)
                        if begun:
                            async for piece in response.aiter_bytes():
                                yield piece
                            return
                except httpx.TransportError as error:
                    if begun or pause_seconds is None or isinstance(error, httpx.TimeoutException):
                        raise
                await asyncio.sleep(pause_seconds or 0)

    async def aclose(self) -> None:
        await self._client.aclose()

    def _begins(self, response: httpx.Response, kinds: tuple[str, ...], *, may_retry: bool) -> bool:
        """Return whether the response is sound; False if it should be asked for once more."""
        kind = response.headers.get("content-type", "").strip().lower()
        head = SpeechResponse(response.status_code, b"", kind, retry_after_seconds(response.headers))
        if head.status == httpx.codes.OK:
            if kinds and not kind.startswith(kinds):
                raise self._error("answers with something other than sound. Is this a speech server?")
            return True
        if may_retry and _pause_seconds(head) is not None:
            return False
        raise self._refusal(head.status)

    async def _call(self, method: str, path: str, **content: Any) -> SpeechResponse:
        with self._translated():
            async with asyncio.timeout(self._seconds):
                return await self._tried(method, path, content)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (TimeoutError, httpx.TimeoutException) as error:
            raise self._error("silent for too long. Is it up, or overloaded?", retryable=True, hung=True) from error
        except httpx.ConnectError as error:
            raise self._error("cannot connect. Is the server up, and is this its address?", retryable=True) from error
        except httpx.TransportError as error:
            raise self._error("the connection broke. See the server's log.", retryable=True) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._error("its response cannot be read. Is this the address of a speech server?") from error

    async def _tried(self, method: str, path: str, content: dict[str, Any]) -> SpeechResponse:
        pause_seconds: float | None = RETRY_SECONDS
        try:
            response = await self._once(method, path, content)
            pause_seconds = _pause_seconds(response)
        except httpx.TransportError as error:
            if isinstance(error, httpx.TimeoutException):
                raise
            # A server that restarts, or a proxy that closes idle connections, breaks one and serves the next.
        if pause_seconds is not None:
            await asyncio.sleep(pause_seconds)
            response = await self._once(method, path, content)
        if response.status != httpx.codes.OK:
            raise self._refusal(response.status)
        return response

    async def _once(self, method: str, path: str, content: dict[str, Any]) -> SpeechResponse:
        async with self._client.stream(method, self._url + path, **content) as response:
            body = await self._read(response)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return SpeechResponse(response.status_code, body, kind, retry_after_seconds(response.headers))

    async def _read(self, response: httpx.Response) -> bytes:
        content = bytearray()
        async for piece in response.aiter_bytes():
            content += piece
            if len(content) > MAX_BODY_BYTES:
                raise self._error(
                    f"sends more than {MAX_BODY_BYTES >> 20} MB for one sentence. Is this a speech server?"
                )
        return bytes(content)

    def _refusal(self, status: int) -> SpeechError:
        reason = _STATUS.get(status) or (_FAILED if status >= 500 else _REFUSED)
        return self._error(f"{status}, {reason}", retryable=_may_pass(status), refused=status in _ABOUT_THE_REQUEST)

    def _error(self, message: str, **facts: bool) -> SpeechError:
        return SpeechError(f"TTS_BASE_URL={without_password(self._url)}: {message}", **facts)


def bearer(api_key: str) -> dict[str, str]:
    """Return the header that sends the key, if there is one."""
    return {"Authorization": f"Bearer {api_key}"} if api_key else {}


def _may_pass(status: int) -> bool:
    return status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR


def _pause_seconds(response: SpeechResponse) -> float | None:
    """How long to wait before the second try; None if there is to be none."""
    told = response.retry_after_seconds
    pause_seconds = RETRY_SECONDS if told is None else told
    return pause_seconds if _may_pass(response.status) and pause_seconds <= LONGEST_RETRY_SECONDS else None
