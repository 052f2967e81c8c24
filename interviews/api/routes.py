"""The JSON API. Its streams are in `streaming`; what it does is in `services`."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from interviews import services
from interviews.access.api_keys import TooOften
from interviews.chat import routes as chat_api
from interviews.chat.conversation import NotAsked
from interviews.record import snapshot
from interviews.services import Rejected

from . import errors as api_errors
from .auth import AddressThrottle, DraftThrottle, InterviewAuth, InterviewThrottle
from .errors import REFUSALS
from .openapi import STREAM_PATHS
from .schemas import AnswerIn, ErrorOut, InterviewOut, SessionIn, SessionOut, TurnRef


class Api(NinjaAPI):
    """Describes the streams too, which Django does not serve, and refuses wrong methods as it refuses the rest."""

    @property
    def urls(self) -> Any:
        patterns, *names = super().urls
        for pattern in patterns:
            pattern.callback = _refusing_methods(pattern.callback)
        return patterns, *names

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        schema = super().get_openapi_schema(*args, **kwargs)
        schema["paths"].update(STREAM_PATHS)
        return schema


api = Api(
    title="AI interviews",
    version="1",
    description="Questions stream token by token. A session's access token opens its one interview.",
    urls_namespace="v1",
)
NOT_NOW = (429, 503)
REST_SECONDS = 5  # before somebody who was told "not now" tries again
changing: dict[str, Any] = {"auth": InterviewAuth(), "throttle": InterviewThrottle("120/m")}
stopping: dict[str, Any] = {"auth": InterviewAuth(staff=True), "throttle": InterviewThrottle("120/m")}
api.add_router("/chat", chat_api.router)


@api.post("/sessions", response={201: SessionOut, 410: ErrorOut, REFUSALS: ErrorOut}, throttle=AddressThrottle("600/m"))
def open_session(request: HttpRequest, data: SessionIn) -> Any:
    """Turn an invitation and the candidate's consent into an access token. May be repeated."""
    interview = services.find_invitation(data.invitation)
    if interview is None:
        raise Rejected("not_found")
    services.expire_invitation(interview)
    if not interview.invitation_is_open:
        raise Rejected("expired")
    if not data.consent:
        raise Rejected("consent_required")
    services.consent(interview, interview.language)
    token, expires_at = services.open_session(interview)
    return 201, {"interview": interview.pk, "access_token": token, "expires_at": expires_at}


@api.get(
    "/interviews/{int:interview_id}",
    response={200: InterviewOut, REFUSALS: ErrorOut},
    auth=InterviewAuth(staff=True),
    exclude_unset=True,
)
def read_interview(request: Any, interview_id: int) -> Any:
    """The interview so far, and the stream position that this covers."""
    return snapshot.snapshot(request.interview)


@api.post("/interviews/{int:interview_id}/start", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def start(request: Any, interview_id: int) -> Any:
    """Ask the first question; again: the same."""
    return 202, {"turn": services.start(request.interview)}


@api.post("/interviews/{int:interview_id}/answers", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def answer(request: Any, interview_id: int, data: AnswerIn) -> Any:
    """Answer a question; names the turn that follows. The same answer again: the same reply, nothing twice."""
    return 202, {"turn": services.answer(request.interview, data.turn, data.text)}


@api.post(
    "/interviews/{int:interview_id}/draft",
    response={204: None, REFUSALS: ErrorOut},
    auth=InterviewAuth(),
    throttle=DraftThrottle("120/m"),
)
def draft(request: Any, interview_id: int, data: AnswerIn) -> Any:
    """The answer as far as it is written, for a local model to read ahead. Kept nowhere; nothing depends on it."""
    services.draft(request.interview, data.turn, data.text)
    return 204, None


@api.post("/interviews/{int:interview_id}/cancel", response={202: TurnRef, REFUSALS: ErrorOut}, **stopping)
def cancel(request: Any, interview_id: int, data: TurnRef) -> Any:
    """Stop a question's making, also before its first token. It ends as `question.failed`, code `cancelled`."""
    services.cancel(request.interview, data.turn, by=request.by)
    return 202, {"turn": data.turn}


@api.post("/interviews/{int:interview_id}/retry", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def retry(request: Any, interview_id: int, data: TurnRef) -> Any:
    """Ask a failed or cancelled question again."""
    services.retry(request.interview, data.turn)
    return 202, {"turn": data.turn}


def _refusing_methods(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ninja answers them with plain text."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != api_errors.STATUS["method_not_allowed"]:
            return response
        refused = refusal(request, "method_not_allowed")
        refused["Allow"] = response["Allow"]
        return refused

    return answer


def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """The refusal's JSON, in the reader's language."""
    response = _error(request, api_errors.STATUS[code], code, api_errors.MESSAGES[code])
    if code == "unauthorized":
        response["WWW-Authenticate"] = "Bearer"
    return response


def _error(request: HttpRequest, status: int, code: str, message: Any, **more: Any) -> HttpResponse:
    interview = getattr(request, "interview", None)
    with override(api_errors.language_of(request, interview.language if interview else "")):
        response = api.create_response(request, {"code": code, "message": str(message), **more}, status=status)
    if status in NOT_NOW:
        response["Retry-After"] = str(REST_SECONDS)
    return response


@api.exception_handler(Rejected)
def _rejected(request: HttpRequest, error: Rejected) -> HttpResponse:
    return refusal(request, error.code)


@api.exception_handler(TooOften)
def _too_often(request: HttpRequest, error: TooOften) -> HttpResponse:
    return _come_back(refusal(request, error.code), error.seconds)


@api.exception_handler(NotAsked)
def _not_asked(request: HttpRequest, error: NotAsked) -> HttpResponse:
    # Which one it is: whoever practises may have had it made by this very request.
    return _error(request, error.status, error.code, error.message, interview=request.interview.pk)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refusal(request, "malformed")


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refusal(request, "malformed")


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return refusal(request, "too_large")


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    return _come_back(refusal(request, "too_many"), ceil(error.wait or 1))


def _come_back(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    return response
