"""Gives each request and each socket an id: in its log lines, with what it queues, and in the response."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from interviews.request_id import MAX_CHARS, set_request_id

App = Callable[[Any, Any, Any], Awaitable[Any]]

RESPONSE_HEADER = b"x-request-id"
# A trusted proxy may still pass on what a client made up: nothing that could forge a log line.
_VALID = re.compile(rf"[A-Za-z0-9._-]{{8,{MAX_CHARS}}}")


class RequestIds:
    """Takes the id from a proxy's header, or makes one."""

    def __init__(self, app: App, proxy_header: str) -> None:
        """`proxy_header` is the header in which the proxy in front sends an id of its own; "" if none does."""
        self._app, self._header = app, proxy_header.lower().encode()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(self._header, b"").decode("latin-1") if self._header else ""
        request_id = given if _VALID.fullmatch(given) else uuid4().hex
        set_request_id(request_id)  # the server runs each application in a task, and so in a context, of its own
        await self._app(scope, receive, _naming(send, request_id))


def _naming(send: Any, request_id: str) -> Any:
    async def name(message: Any) -> None:
        if message["type"] in {"http.response.start", "websocket.accept"}:
            headers = [*message.get("headers", ()), (RESPONSE_HEADER, request_id.encode())]
            message = {**message, "headers": headers}
        await send(message)

    return name
