"""An ASGI application without Channels that only keeps connections open: what daphne itself needs for each."""

from typing import Any

from django.core.asgi import get_asgi_application

from .site import HELLO, SSE_HEADERS

pages = get_asgi_application()


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": HELLO["WebSocket"].decode()})
    elif scope["path"].endswith("/stream"):
        await send({"type": "http.response.start", "status": 200, "headers": SSE_HEADERS})
        await send({"type": "http.response.body", "body": HELLO["SSE"], "more_body": True})
    else:
        await pages(scope, receive, send)
        return
    while not (await receive())["type"].endswith("disconnect"):
        pass
