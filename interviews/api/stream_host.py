"""What the streams must know of interviews: who may read, where an interview stands, what a socket may ask for."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import parse_qsl, urlsplit

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.utils import timezone
from pydantic import ValidationError

from interviews import services
from interviews.access import visitors as access
from interviews.access.visitors import Visitor
from interviews.chat import conversation as chat
from interviews.models import Generation, Interview
from interviews.record import snapshot
from interviews.services import Rejected
from streaming.host import Handler, InterviewProgress, StreamReader, StreamRefused
from streaming.wire.position import StreamPosition

from . import errors as api_errors
from .schemas import AnswerIn, MessageIn, TurnRef, Wish

# The longest that a voice goes on behind the text. What has not come by then was lost with its worker.
SPEAKING = timedelta(minutes=2)

P = ParamSpec("P")
T = TypeVar("T")
Scope = Mapping[str, Any]


def refusing(method: Callable[Concatenate["InterviewHost", Scope, P], T]) -> Any:
    """Run database work in a thread, and tell a stream's reader of a rejection in the reader's language."""

    @wraps(method)
    def run(self: "InterviewHost", scope: Scope, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(self, scope, *args, **kwargs)
        except Rejected as rejected:
            raise self.refusal(scope, rejected.code) from None
        except ValidationError:
            raise self.refusal(scope, "malformed") from None

    return database_sync_to_async(run)


class InterviewHost:
    """The Host of streaming.host. Database work ends before a stream begins, so none holds a connection."""

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {
            "answer": self._answer,
            "message": self._message,
            "cancel": self._cancel,
        }

    def refusal(self, scope: Scope, code: str) -> StreamRefused:
        return StreamRefused(api_errors.STATUS[code], code, api_errors.message_for(scope, code))

    @refusing
    def admit(self, scope: Scope, asked: int | None) -> StreamReader:
        """Who asks for no interview means the one of the query or of the token, or makes one to practise."""
        visitor = _visitor(scope)
        opened = visitor.chat(_wish(scope)) if asked is None else visitor.open(asked)
        return StreamReader(opened.user, opened.role, opened.interview.pk)

    @database_sync_to_async
    def progress(self, interview_id: int) -> InterviewProgress:
        return _progress(Interview.objects.get(pk=interview_id))

    @database_sync_to_async
    def turns(self, interview_id: int) -> list[dict[str, Any]]:
        return snapshot.finished_turns(Interview(pk=interview_id))

    @refusing
    def _answer(self, scope: Scope, interview_id: int, message: Mapping[str, Any]) -> dict[str, Any]:
        interview = _visitor(scope).open(interview_id).as_candidate()
        data = AnswerIn.model_validate(message)
        return {"type": "accepted", "turn": services.answer(interview, data.turn, data.text)}

    @refusing
    def _message(self, scope: Scope, interview_id: int, message: Mapping[str, Any]) -> dict[str, Any]:
        interview = _visitor(scope).open(interview_id).as_candidate()
        data = MessageIn.model_validate(message)
        turn = chat.take(interview, data.text, data.turn)
        return {"type": "accepted", "interview": interview_id, "turn": turn}

    @refusing
    def _cancel(self, scope: Scope, interview_id: int, message: Mapping[str, Any]) -> dict[str, Any]:
        opened = _visitor(scope).open(interview_id)
        data = TurnRef.model_validate(message)
        services.cancel(opened.interview, data.turn, by=opened.role)
        return {"type": "accepted", "turn": data.turn}


def _progress(interview: Interview) -> InterviewProgress:
    closed = services.last_closed(interview)
    last_closing = StreamPosition(closed.pk, closed.last_offset or 0) if closed else None
    latest = Generation.objects.filter(turn__interview=interview).aggregate(epoch=Max("pk"))["epoch"] or 0
    return InterviewProgress(
        interview.status, interview.is_over, last_closing, latest, bool(closed and _may_speak(closed))
    )


def _may_speak(closed: Generation) -> bool:
    if closed.outcome != Generation.Outcome.DONE or closed.spoken or closed.ended_at is None:
        return False
    return timezone.now() - closed.ended_at < SPEAKING


def _wish(scope: Scope) -> Wish:
    query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    return Wish.model_validate_strings(query, strict=False)  # all that a query holds is text


def _visitor(scope: Scope) -> Visitor:
    """Who sent the scope's bearer token or cookie. Rejected where that opens nothing."""
    if authorization := _authorization(scope):
        return access.by_authorization(authorization)
    if not _same_origin(scope):
        raise Rejected("not_found" if _header(scope, b"cookie") else "unauthorized")
    return access.by_cookie(*_session(scope))


def _session(scope: Scope) -> tuple[Any, Any]:
    """The session and the user, as Django's own middleware finds them.

    Not Channels' AuthMiddlewareStack: what it wraps around a connection costs more memory than the connection's reader.
    """
    request = HttpRequest()
    request.COOKIES = parse_cookie(_header(scope, b"cookie"))
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    return request.session, get_user(request)


def _authorization(scope: Scope) -> str:
    """The header; or, as a browser cannot set one on a WebSocket, the subprotocols `bearer, <token>`."""
    offered = scope.get("subprotocols", [])
    if len(offered) == 2 and offered[0] == "bearer":
        return f"Bearer {offered[1]}"
    return _header(scope, b"authorization")


def _same_origin(scope: Scope) -> bool:
    """Whether the page that opened this stream is ours. Every browser names its origin on a WebSocket; on a plain
    GET it does so only for another site's page."""
    origin = _header(scope, b"origin")
    if not origin:
        return scope["type"] == "http"
    return origin == settings.PUBLIC_URL or urlsplit(origin).netloc == _header(scope, b"host")


def _header(scope: Scope, name: bytes) -> str:
    return dict(scope["headers"]).get(name, b"").decode("latin-1")
