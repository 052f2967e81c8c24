"""What Ninja cannot say in the OpenAPI document: the streams, which Django does not serve, and how to sign in."""

from typing import Any

_POSITION = {
    "name": "last_event_id",
    "in": "query",
    "schema": {"type": "string", "pattern": "^[0-9]+-[0-9]+$"},
    "description": "Resume after this event. Default: start with the current question.",
}
_AUDIO = {
    "name": "audio",
    "in": "query",
    "schema": {"enum": ["0"]},
    "description": "`0` leaves out speech.",
}
_PRACTICE = "For a new practice interview."
_INTERVIEW = {"name": "interview_id", "in": "path", "required": True, "schema": {"type": "integer"}}

STREAM_PATHS: dict[str, Any] = {
    "/v1/interviews/{interview_id}/stream": {
        "get": {
            "operationId": "stream_sse",
            "summary": "Stream (server-sent events)",
            "description": "Unnamed events, each one JSON object; docs/architecture.md lists them. To resume, send "
            "`Last-Event-ID`, which takes precedence over `last_event_id`.",
            "parameters": [_INTERVIEW, _POSITION, _AUDIO],
            "responses": {
                "200": {
                    "description": "Events as they happen. A client that stops reading is disconnected and can resume. "
                    "When the server shuts down it sends `retry:` and ends the stream: reconnect after that many "
                    "milliseconds.",
                    "content": {"text/event-stream": {}},
                },
                "204": {"description": "The interview is over, and the client has seen all of it"},
                "401": {"description": "No access token, or one that is unknown or expired"},
                "404": {"description": "No such interview, or no access to it"},
                "429": {"description": "Too many open streams; retry after `Retry-After`"},
                "503": {"description": "Temporarily unavailable; retry after `Retry-After`"},
            },
        }
    },
    "/ws/interview/{interview_id}/stream": {
        "get": {
            "operationId": "stream_websocket",
            "summary": "Stream (WebSocket)",
            "description": "The same events. Authenticate with the `Authorization` header or the subprotocols `bearer, "
            "<access_token>`. Send `{type: answer, turn, text}`, `{type: cancel, turn}`, `{type: resume, "
            "last_event_id}`, `{type: ping}`, or a message as for `/v1/chat/stream`. Replies are `accepted`, `pong` "
            "and `{type: error, code, message, field}`, `field` only if a message is malformed. "
            "Close codes: 4000 plus the HTTP status of an error, 4408 if the "
            "client stops reading, 4429 for too many open streams, 4012 if the server shuts down: reconnect.",
            "parameters": [_INTERVIEW, _POSITION, _AUDIO],
            "responses": {"101": {"description": "Switching protocols"}},
        }
    },
    "/v1/chat/stream": {
        "get": {
            "operationId": "chat_websocket",
            "summary": "Chat (WebSocket)",
            "description": "The same socket without an interview in its address. An access token opens its own "
            "interview. An API key, or the cookie of staff, opens `interview`, which the caller must have created, or "
            "a new practice interview. The first message is `{type: accepted, interview}`: to resume, connect to "
            "that `interview`. Send `{type: message, text, turn}` to answer question `turn`, by default the open one. "
            "The reply is `{type: accepted, interview, turn}` with the next turn, and its question follows as events. "
            "An empty text starts the interview or retries a failed question.",
            "parameters": [
                {"name": "interview", "in": "query", "schema": {"type": "integer"}},
                {"name": "position", "in": "query", "schema": {"type": "string"}, "description": _PRACTICE},
                {"name": "language", "in": "query", "schema": {"enum": ["ko", "en"]}, "description": _PRACTICE},
                _POSITION,
                _AUDIO,
            ],
            "responses": {"101": {"description": "Switching protocols"}},
        }
    },
}

OPEN_TO_ALL = frozenset({"/v1/sessions"})
SECURITY_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "The access token of one interview, from `POST /v1/sessions`, or an API key.",
    },
    "browser": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "The cookie of a browser that has opened an invitation, or in which staff are signed in. Its "
        "name depends on the site. Changes also need the site's Origin and CSRF token.",
    },
}


def declare_security(schema: dict[str, Any]) -> None:
    """Add the security schemes, and to every operation that one of them is needed."""
    schema.setdefault("components", {})["securitySchemes"] = SECURITY_SCHEMES
    for path, operations in schema["paths"].items():
        needed: list[dict[str, list[str]]] = [] if path in OPEN_TO_ALL else [{name: []} for name in SECURITY_SCHEMES]
        for operation in operations.values():
            operation["security"] = needed
