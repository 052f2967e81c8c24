"""The JSON API, except for `/v1/chat`. Streams are served by `streaming`."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import NinjaAPI, Status
from ninja.errors import HttpError, Throttled, ValidationError

from interviews import services
from interviews.access import visitors
from interviews.access.api_keys import TooManyRequests
from interviews.chat.conversation import QuestionUnavailable
from interviews.chat.routes import router as chat_router
from interviews.composition import current
from interviews.record import audit, snapshot
from interviews.services import Rejected

from . import errors
from .auth import InterviewAuth
from .errors import REFUSALS
from .openapi import STREAM_PATHS, declare_security
from .schemas import AnswerIn, DraftIn, ErrorOut, InterviewOut, SessionIn, SessionOut, TurnRef
from .throttles import by_address, by_draft, by_interview


class Api(NinjaAPI):
    """Adds the streams, which Django does not serve, to the OpenAPI document, and refuses wrong methods with JSON."""

    _document: Any = None

    @property
    def urls(self) -> Any:
        patterns, *names = super().urls
        for pattern in patterns:
            pattern.callback = _refusing_methods(pattern.callback)
        return patterns, *names

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the document. It is made once: that takes a tenth of a second, and strangers may ask for it."""
        if self._document is None:
            document = super().get_openapi_schema(**kwargs)
            document["paths"].update(STREAM_PATHS)
            declare_security(document)
            self._document = document
        return self._document

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what it says of an interview out of every cache, also the browser's own."""
        response: HttpResponse = super().create_response(*args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


api = Api(
    title="AI interviews",
    version="1",
    description="Holds interviews: questions stream token by token. An access token is valid for one interview.",
    urls_namespace="v1",
)
NOT_NOW = (429, 503)
RETRY_SECONDS = 5  # for Retry-After, unless the exact time is known
SESSIONS_AN_HOUR = 1000  # of one interview: each leaves a token in the database for a day
changing: dict[str, Any] = {"auth": InterviewAuth(), "throttle": by_interview}
stopping: dict[str, Any] = {"auth": InterviewAuth(staff=True), "throttle": by_interview}
api.add_router("/chat", chat_router)


@api.post("/sessions", response={201: SessionOut, 410: ErrorOut, REFUSALS: ErrorOut}, throttle=by_address)
def open_session(request: Any, data: SessionIn) -> Any:
    """Exchange an invitation and the candidate's consent for an access token.

    Can be called again: every token stays valid until it expires.
    """
    interview = services.find_invitation(data.invitation)
    if interview is None or not visitors.may_take_part(request.user, interview):
        raise Rejected("not_found")
    services.expire_invitation(interview)
    if not interview.invitation_is_open:
        raise Rejected("expired")
    if not data.consent:
        raise Rejected("consent_required")
    if seconds := current().rate_limiter.hit("session", str(interview.pk), SESSIONS_AN_HOUR, minutes=60):
        raise TooManyRequests(seconds)
    services.consent(interview, interview.language)
    token, expires_at = services.open_session(interview)
    return Status(201, {"interview": interview.pk, "access_token": token, "expires_at": expires_at})


@api.get(
    "/interviews/{int:interview_id}",
    response={200: InterviewOut, REFUSALS: ErrorOut},
    auth=InterviewAuth(staff=True),
    exclude_unset=True,
)
def read_interview(request: Any, interview_id: int) -> Any:
    """Return the interview so far, and the stream position from which to follow it."""
    if request.access.role == "staff":
        audit.reading(request.access.account, request.interview)
    return snapshot.snapshot(request.interview)


@api.post("/interviews/{int:interview_id}/start", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def start(request: Any, interview_id: int) -> Any:
    """Start the interview and ask the first question. Repeating the call changes nothing."""
    return Status(202, {"turn": services.start(request.interview)})


@api.post("/interviews/{int:interview_id}/answers", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def answer(request: Any, interview_id: int, data: AnswerIn) -> Any:
    """Answer a question. Returns the next turn. Repeating the same answer changes nothing and returns the same turn."""
    return Status(202, {"turn": services.answer(request.interview, data.turn, data.text)})


@api.post("/interviews/{int:interview_id}/skip", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def skip(request: Any, interview_id: int, data: TurnRef) -> Any:
    """Skip a question. Returns the next turn. Repeating the call changes nothing and returns the same turn."""
    return Status(202, {"turn": services.skip(request.interview, data.turn)})


@api.post("/interviews/{int:interview_id}/rephrase", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def rephrase(request: Any, interview_id: int, data: TurnRef) -> Any:
    """Have a question put in other words, at most twice. Returns the turn that does so, which is of kind `clarify`.

    Repeating the call changes nothing and returns the same turn.
    """
    return Status(202, {"turn": services.rephrase(request.interview, data.turn)})


@api.post(
    "/interviews/{int:interview_id}/draft",
    response={204: None, REFUSALS: ErrorOut},
    auth=InterviewAuth(),
    throttle=by_draft,
)
def draft(request: Any, interview_id: int, data: DraftIn) -> Any:
    """Send an unfinished answer, so that a local model can read ahead. Optional; drafts are not stored."""
    services.draft(request.interview, data.turn, data.text)
    return Status(204, None)


@api.post("/interviews/{int:interview_id}/cancel", response={202: TurnRef, REFUSALS: ErrorOut}, **stopping)
def cancel(request: Any, interview_id: int, data: TurnRef) -> Any:
    """Stop a question, even before its first token. It ends with `question.failed` and the code `cancelled`."""
    request.access.stop(data.turn)
    return Status(202, {"turn": data.turn})


@api.post("/interviews/{int:interview_id}/retry", response={202: TurnRef, REFUSALS: ErrorOut}, **changing)
def retry(request: Any, interview_id: int, data: TurnRef) -> Any:
    """Retry a failed or cancelled question."""
    services.retry(request.interview, data.turn)
    return Status(202, {"turn": data.turn})


def _refusing_methods(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Replace Ninja's plain-text reply to a wrong method."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != errors.STATUS["method_not_allowed"]:
            return response
        refused = refusal(request, "method_not_allowed")
        refused["Allow"] = response["Allow"]
        return refused

    return answer


def _field_of(error: ValidationError) -> dict[str, str]:
    """Return the field of the body that is wrong, if one is. Its value is not quoted."""
    places = [[str(part) for part in one["loc"] if part not in ("body", "data")] for one in error.errors]
    return {"field": ".".join(places[0])} if places and places[0] else {}


def refusal(request: HttpRequest, code: str, **more: str) -> HttpResponse:
    """Return the JSON response for an error code of `errors`, in the reader's language, with `more` fields."""
    response = _error(request, errors.STATUS[code], code, errors.MESSAGES[code], **more)
    if code == "unauthorized":
        response["WWW-Authenticate"] = "Bearer"
    return response


def _error(request: HttpRequest, status: int, code: str, message: Any, **more: Any) -> HttpResponse:
    interview = getattr(request, "interview", None)
    with override(errors.language_of(request, interview.language if interview else "")):
        response = api.create_response(request, {"code": code, "message": str(message), **more}, status=status)
    if status in NOT_NOW:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


@api.exception_handler(Rejected)
def _rejected(request: HttpRequest, error: Rejected) -> HttpResponse:
    return refusal(request, error.code)


@api.exception_handler(TooManyRequests)
def _too_many_requests(request: HttpRequest, error: TooManyRequests) -> HttpResponse:
    return _retry_after(refusal(request, error.code), error.seconds)


@api.exception_handler(QuestionUnavailable)
def _question_unavailable(request: Any, error: QuestionUnavailable) -> HttpResponse:
    status = errors.STATUS_OF_FAILURE.get(error.code, errors.STATUS["internal"])
    # Names the interview: this request may have created it, and the client needs its id to go on.
    return _error(request, status, error.code, error.message, interview=request.interview.pk)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refusal(request, "malformed", **_field_of(error))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refusal(request, "malformed")


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return refusal(request, "too_large")


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    return _retry_after(refusal(request, "too_many"), ceil(error.wait or 1))


def _retry_after(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    return response
