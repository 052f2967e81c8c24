"""Connects the streams to the interviews: who may read one, how far it has got, and what a socket may ask for."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
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
from django.http.request import split_domain_port, validate_host
from django.utils import timezone
from pydantic import ValidationError

from interviews import services
from interviews.access import revocation, visitors
from interviews.access.visitors import Access, Visitor
from interviews.chat import conversation
from interviews.composition import current
from interviews.models import Generation, Interview
from interviews.record import audit, snapshot
from interviews.services import Rejected
from streaming.host import Handler, InterviewProgress, StreamGone, StreamReader, StreamRefused
from streaming.wire.position import StreamPosition

from . import errors
from .schemas import AnswerIn, ChatTarget, MessageIn, TurnRef
from .throttles import by_interview

# The voice goes on for this long after the text at most. Sounds that have not come by then were lost with their worker.
SPEAKING = timedelta(minutes=2)

# Streams open beside messages that wait for Redis, so each have threads of their own. A thread closes its database
# connection after each call.
_READING = ThreadPoolExecutor(max_workers=4, thread_name_prefix="streams")
_ACTING = ThreadPoolExecutor(max_workers=12, thread_name_prefix="messages")

P = ParamSpec("P")
T = TypeVar("T")
Scope = Mapping[str, Any]


def reading(method: Callable[P, T]) -> Any:
    """Run the method in a thread, for it uses the database."""
    return database_sync_to_async(method, thread_sensitive=False, executor=_READING)


def refusing(method: Callable[Concatenate["InterviewHost", Scope, P], T]) -> Callable[..., T]:
    """Raise a rejection as StreamRefused, in the reader's language."""

    @wraps(method)
    def run(self: "InterviewHost", scope: Scope, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(self, scope, *args, **kwargs)
        except Rejected as rejected:
            raise self.refusal(scope, rejected.code) from None
        except ValidationError as error:
            raise self.refusal(scope, "malformed").naming(_field_of(error)) from None

    return run


def _field_of(error: ValidationError) -> str:
    """Return the name of the field that is wrong. Its value is not quoted."""
    return ".".join(str(part) for part in error.errors()[0]["loc"])


def acting(method: Callable[Concatenate["InterviewHost", Scope, P], T]) -> Any:
    """Run the method, which a client's message asks for, in a thread."""
    return database_sync_to_async(refusing(method), thread_sensitive=False, executor=_ACTING)


class InterviewHost:
    """Implements streaming.host.Host. Each method releases its database connection, so that no stream holds one."""

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {
            "answer": self._answer,
            "message": self._message,
            "cancel": self._cancel,
        }

    def refusal(self, scope: Scope, code: str) -> StreamRefused:
        ends_socket = code not in errors.SOCKET_GOES_ON
        return StreamRefused(errors.STATUS[code], code, errors.message_for(scope, code), ends_socket)

    @reading
    @refusing
    def admit(self, scope: Scope, asked: int | None) -> StreamReader:
        visitor = _visitor(scope)
        access = _chat(visitor, scope) if asked is None else visitor.open(asked)
        reader = StreamReader(access.user, access.role, access.interview.pk, visitor.credential)
        if access.role == "candidate" and access.interview.status == Interview.Status.CANCELLED:
            raise Rejected("cancelled")
        if access.role == "staff":  # a `reset` brings answers
            audit.reading(access.account, access.interview)
        return reader

    @reading
    def revoked(self, readers: Collection[StreamReader]) -> Mapping[StreamReader, str]:
        return revocation.revoked(readers)

    @reading
    def progress(self, interview_id: int) -> InterviewProgress:
        interview = Interview.objects.select_related("position").filter(pk=interview_id).first()
        if interview is None:
            raise StreamGone(interview_id)
        return _progress(interview)

    @reading
    def turns(self, interview_id: int) -> list[dict[str, Any]]:
        return snapshot.finished_turns(Interview(pk=interview_id))

    @acting
    def _answer(self, scope: Scope, interview_id: int, message: Mapping[str, Any]) -> dict[str, Any]:
        interview = _speaker(scope, interview_id).as_candidate()
        data = AnswerIn.model_validate(message)
        return {"type": "accepted", "turn": services.answer(interview, data.turn, data.text)}

    @acting
    def _message(self, scope: Scope, interview_id: int, message: Mapping[str, Any]) -> dict[str, Any]:
        interview = _speaker(scope, interview_id).as_candidate()
        data = MessageIn.model_validate(message)
        turn = conversation.take(interview, data.text, data.turn)
        return {"type": "accepted", "interview": interview_id, "turn": turn}

    @acting
    def _cancel(self, scope: Scope, interview_id: int, message: Mapping[str, Any]) -> dict[str, Any]:
        access = _speaker(scope, interview_id)
        data = TurnRef.model_validate(message)
        access.stop(data.turn)
        return {"type": "accepted", "turn": data.turn}


def _speaker(scope: Scope, interview_id: int) -> Access:
    """Return the access of whoever sends a message, after counting it with the requests that change the interview."""
    access = _visitor(scope).open(interview_id)
    by_interview.count(interview_id)
    return access


def _progress(interview: Interview) -> InterviewProgress:
    closed = snapshot.last_closed(interview)
    last_closing = StreamPosition(closed.pk, closed.last_offset or 0) if closed else None
    latest = Generation.objects.filter(turn__interview=interview).aggregate(epoch=Max("pk"))["epoch"] or 0
    return InterviewProgress(
        interview.status,
        interview.is_over,
        last_closing,
        latest,
        speaking=bool(closed and _may_speak(closed)),
        closing_published=closed is None or closed.published,
        ends_at=interview.ends_at_text,
    )


def _may_speak(closed: Generation) -> bool:
    if closed.outcome != Generation.Outcome.DONE or closed.spoken or closed.ended_at is None:
        return False
    return timezone.now() - closed.ended_at < SPEAKING


def _chat(visitor: Visitor, scope: Scope) -> Access:
    """Return access to the interview that the query names, or to the visitor's default one."""
    query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    target = ChatTarget.model_validate_strings(query, strict=False)  # a query has text for numbers, too
    return visitor.chat(target.interview, target.practice)


def _visitor(scope: Scope) -> Visitor:
    """Return the visitor who sent the scope's bearer token or cookie. Raises Rejected if it is not valid."""
    if not _is_our_host(_header(scope, b"host")):
        raise Rejected("malformed")
    if authorization := _authorization(scope):
        return visitors.by_authorization(authorization)
    if not _same_origin(scope):
        raise Rejected("not_found" if _header(scope, b"cookie") else "unauthorized")
    return visitors.by_cookie(*_session(scope))


def _session(scope: Scope) -> tuple[Any, Any]:
    """Return the session and the user, as Django's own middleware finds them."""
    # Not by Channels' AuthMiddlewareStack: its wrappers take more memory for a connection than the stream's reader.
    request = HttpRequest()
    request.COOKIES = parse_cookie(_header(scope, b"cookie"))
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    return request.session, get_user(request)


def _authorization(scope: Scope) -> str:
    """Return the header, or the subprotocols `bearer, <token>`: a browser cannot set a header on a WebSocket."""
    offered = scope.get("subprotocols", [])
    if len(offered) == 2 and offered[0] == "bearer":
        return f"Bearer {offered[1]}"
    return _header(scope, b"authorization")


def _same_origin(scope: Scope) -> bool:
    """Return whether the page that opened this stream is ours."""
    # Browsers always send the origin with a WebSocket, but with a plain GET only if the page is another site's.
    origin = _header(scope, b"origin")
    if not origin:
        return scope["type"] == "http"
    public = current().public_url
    try:
        parts = urlsplit(origin)
    except ValueError:  # "http://[", say
        return False
    is_our_scheme = parts.scheme == urlsplit(public).scheme  # behind a proxy, a socket's own scheme is unknown
    return origin == public or (is_our_scheme and parts.netloc == _header(scope, b"host"))


def _is_our_host(host: str) -> bool:
    """Return whether a request for this host is meant for this site, as Django decides for all other addresses."""
    domain, _port = split_domain_port(host)
    return not host or validate_host(domain, settings.ALLOWED_HOSTS)


def _header(scope: Scope, name: bytes) -> str:
    return dict(scope["headers"]).get(name, b"").decode("latin-1")
