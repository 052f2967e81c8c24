"""The streams as OpenAPI describes them; they are served beside Django."""

from typing import Any

_POSITION = {
    "name": "last_event_id",
    "in": "query",
    "schema": {"type": "string", "pattern": "^[0-9]+-[0-9]+$"},
    "description": "Go on behind this position. Without it: the current question from its start.",
}
_AUDIO = {
    "name": "audio",
    "in": "query",
    "schema": {"enum": ["0"]},
    "description": "Leaves speech out.",
}
_PRACTICE = "Of a new practice interview."
_INTERVIEW = {"name": "interview_id", "in": "path", "required": True, "schema": {"type": "integer"}}

STREAM_PATHS: dict[str, Any] = {
    "/v1/interviews/{interview_id}/stream": {
        "get": {
            "operationId": "stream_sse",
            "summary": "Stream (server-sent events)",
            "description": "Unnamed events, one JSON object each; docs/architecture.md has the table. Resumes by "
            "`Last-Event-ID`, which beats the query.",
            "parameters": [_INTERVIEW, _POSITION, _AUDIO],
            "responses": {
                "200": {
                    "description": "The events as they come. A reader that stops reading is disconnected, and resumes; "
                    "`retry:` and an end say that this server ends: come back after so many milliseconds.",
                    "content": {"text/event-stream": {}},
                },
                "204": {"description": "The interview is over and all of it was seen"},
                "401": {"description": "No token, or one that is unknown or expired"},
                "404": {"description": "There is nothing here for this reader"},
                "429": {"description": "Too many streams at once; `Retry-After` says when to come back"},
                "503": {"description": "Not now; `Retry-After` says when to come back"},
            },
        }
    },
    "/ws/interview/{interview_id}/stream": {
        "get": {
            "operationId": "stream_websocket",
            "summary": "Stream (WebSocket)",
            "description": "The same events. Authorise by the `Authorization` header or the subprotocols `bearer, "
            "<access_token>`. Takes `{type: answer, turn, text}`, `{type: cancel, turn}`, `{type: resume, "
            "last_event_id}`, `{type: ping}` and what `/v1/chat/stream` takes; replies `accepted`, `pong` or `{type: "
            "error, code, message}`. Closes with 4000 plus the HTTP status of a refusal, 4408 where the reader stopped "
            "reading, 4429 where there are too many streams at once; 4012: come back, this server ends.",
            "parameters": [_INTERVIEW, _POSITION, _AUDIO],
            "responses": {"101": {"description": "Switching protocols"}},
        }
    },
    "/v1/chat/stream": {
        "get": {
            "operationId": "chat_websocket",
            "summary": "Chat (WebSocket)",
            "description": "The same socket for who has no address of an interview: an access token means its own; "
            "with an API key, or staff's cookie, it is the `interview` that was made before, or a new one to practise. "
            "The first thing it says is `{type: accepted, interview}`: connect to that `interview` to resume. "
            "`{type: message, text, turn}` is an answer (`turn` may be left out: the open question), gets `{type: "
            "accepted, interview, turn}` with the turn that replies to it, and the question follows as events. An "
            "empty text begins, or asks a failed question again.",
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
