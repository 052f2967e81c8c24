"""Bounds request bodies, on any ASGI server. On daphne, which gathers a body before it calls the application,
`bounded_request` keeps the same limits while the body arrives."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

App = Callable[[Any, Any, Any], Awaitable[Any]]


class BodyLimits(NamedTuple):
    """How many bytes a request's body may have: `usual`, or what `by_prefix` says for its path."""

    usual: int
    by_prefix: Mapping[str, int]

    def of(self, path: str) -> int:
        """Return the limit for a path without percent-encoding."""
        return next((most for prefix, most in self.by_prefix.items() if path.startswith(prefix)), self.usual)


class WholeResponse(NamedTuple):
    """A whole response."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class BodyTooLong(Exception):
    """Raised to an application that reads more of a body than the limit."""


class BodyLimit:
    """Refuses a request by its Content-Length before its body is read, and any other once it sends too much."""

    def __init__(self, app: App, limits: BodyLimits, refusal: Callable[[Mapping[str, Any]], WholeResponse]) -> None:
        """`refusal` makes the response, given the scope of a request that is too long."""
        self._app, self._limits, self._refusal = app, limits, refusal

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._limits.of(scope["path"])
        try:
            if _announced(scope) > most:
                raise BodyTooLong
            await self._app(scope, _bounded(receive, most), send)
        except BodyTooLong:
            await _respond(send, self._refusal(scope))


def _announced(scope: Mapping[str, Any]) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() else 0


def _bounded(receive: Callable[[], Awaitable[Any]], most: int) -> Callable[[], Awaitable[Any]]:
    read = 0

    async def bounded() -> Any:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise BodyTooLong
        return message

    return bounded


async def _respond(send: Any, refusal: WholeResponse) -> None:
    headers = [*refusal.headers, (b"content-length", b"%d" % len(refusal.body)), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": refusal.body, "more_body": False})
