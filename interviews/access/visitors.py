"""Who may see an interview: the holder of its access token, the API key that created it, the browser that opened its
invitation, and staff with the permission.

An interview that a visitor may not see is rejected exactly like one that does not exist.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Now

from interviews import services
from interviews.models import AccessToken, ApiKey, Interview, Position
from interviews.services import Rejected

from . import api_keys, practice, roles
from .practice import PracticeRequest
from .tokens import token_hash

SESSION_KEY = "interviews"


class Access(NamedTuple):
    """An interview and the visitor's part in it.

    `role` is "candidate" or "staff". `user` identifies the visitor: the limit of open streams is counted by it.
    `account` is the signed-in user, if the role is "staff".
    """

    interview: Interview
    role: str
    user: str
    account: Any = None

    def as_candidate(self) -> Interview:
        """Return the interview. Raises Rejected("not_found") if the visitor may only watch it."""
        if self.role != "candidate":
            raise Rejected("not_found")
        return self.interview

    def stop(self, number: int) -> None:
        """Stop the question being made for turn `number`. Raises Rejected("not_found") if the visitor may only watch,
        and as `services.cancel` does.
        """
        if self.role == "candidate":
            services.cancel(self.interview, number, by="candidate")
        elif roles.may_act(self.account, self.interview):
            services.stop_question(self.interview, number, self.account)
        else:
            raise Rejected("not_found")


class Visitor(ABC):
    """A person or a program that has identified itself."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Identifies the visitor in rate limits. It contains no secret."""

    @property
    @abstractmethod
    def credential(self) -> tuple[str, Any]:
        """What `revocation` looks up to see whether the visitor still has access."""

    @abstractmethod
    def open(self, interview_id: int) -> Access:
        """Return the visitor's access to an interview. Raises Rejected("not_found") if there is none."""

    def chat(self, interview_id: int | None, request: PracticeRequest) -> Access:
        """Return access to the interview to chat in, which for None is the visitor's default one."""
        return self.open(self._default(request).pk if interview_id is None else interview_id)

    @abstractmethod
    def _default(self, request: PracticeRequest) -> Interview:
        """Return the visitor's only interview, or a new practice interview. Raises Rejected if there is neither."""


@dataclass(frozen=True, slots=True)
class TokenHolder(Visitor):
    """Sent the access token of one interview."""

    interview: Interview
    token_id: int

    @property
    def credential(self) -> tuple[str, Any]:
        return "token", self.token_id

    @property
    def name(self) -> str:
        return f"candidate {self.interview.pk}"

    def open(self, interview_id: int) -> Access:
        if interview_id != self.interview.pk:
            raise Rejected("not_found")
        return Access(self.interview, "candidate", self.name)

    def _default(self, request: PracticeRequest) -> Interview:
        return self.interview


@dataclass(frozen=True, slots=True)
class KeyHolder(Visitor):
    """A program that sent its API key. It sees the practice interviews that it created."""

    key: ApiKey

    @property
    def credential(self) -> tuple[str, Any]:
        return "key", self.key.pk

    @property
    def name(self) -> str:
        return f"key {self.key.pk}"

    def open(self, interview_id: int) -> Access:
        interview = _interviews(interview_id).filter(practice=True, api_key=self.key).first()
        if interview is None:
            raise Rejected("not_found")
        return Access(interview, "candidate", self.name)

    def _default(self, request: PracticeRequest) -> Interview:
        return practice.create(request, self.key.name, self.key)


@dataclass(frozen=True, slots=True)
class Browser(Visitor):
    """Sent a session cookie: it opened an invitation, or somebody is signed in, or both."""

    session: Any
    user: Any

    @property
    def credential(self) -> tuple[str, Any]:
        return "session", self.session.session_key

    @property
    def name(self) -> str:
        if self.user.is_authenticated:
            return f"staff {self.user.pk}"
        return f"browser {token_hash(self.session.session_key)[:16]}"

    def open(self, interview_id: int) -> Access:
        interview = _interviews(interview_id).first()
        if interview and may_take_part(self.user, interview) and has_entered(self.session, interview):
            return Access(interview, "candidate", f"candidate {interview_id}")
        if interview and roles.may_watch(self.user, interview):
            return Access(interview, "staff", self.name, self.user)
        raise Rejected("not_found")

    def practise(self, request: PracticeRequest) -> Interview:
        """Create a practice interview and let this browser into it. Raises Rejected if the user may not create one."""
        found = request.position and Position.objects.filter(slug=request.position).first()
        if not roles.may_practise(self.user, found.pk if found else None):
            raise Rejected("not_found" if self.user.is_authenticated else "unauthorized")
        interview = practice.create(request, self.user.get_full_name() or self.user.get_username())
        # The session keeps its key: signing in has just renewed it, and a WebSocket could not send a new cookie.
        _remember(self.session, interview)
        self.session.save()  # a WebSocket has no middleware that saves it
        return interview

    _default = practise


def by_authorization(header: str) -> Visitor:
    """Return the visitor who sent this `Authorization` header, and count a request if it holds an API key.

    Raises Rejected("unauthorized") if it holds neither a valid access token nor an API key, and TooManyRequests if the
    key has used up its limit.
    """
    scheme, _, secret = header.partition(" ")
    secret = secret.strip() if scheme.lower() == "bearer" else ""
    tokens = AccessToken.objects.filter(token_hash=token_hash(secret), expires_at__gt=Now())
    if token := tokens.select_related("interview__position").first():
        return TokenHolder(token.interview, token.pk)
    if key := api_keys.find(secret):
        api_keys.count(key)
        return KeyHolder(key)
    raise Rejected("unauthorized")


def by_cookie(session: Any, user: Any) -> Browser:
    """Return the browser of this session.

    Raises Rejected("unauthorized") if it has opened no invitation and nobody is signed in.
    """
    if not (_entered(session) or user.is_authenticated):
        raise Rejected("unauthorized")
    return Browser(session, user)


def let_in(session: Any, interview: Interview) -> None:
    """Give this browser access to the interview."""
    # A new session key, so that one that an attacker has planted in the browser opens nothing.
    session.cycle_key()
    _remember(session, interview)


def let_out(session: Any, interview: Interview) -> None:
    """End this browser's access to the interview. Streams that it has open end within seconds (`revocation`)."""
    session[SESSION_KEY] = {pk: stamp for pk, stamp in _entered(session).items() if pk != str(interview.pk)}


def has_entered(session: Any, interview: Interview) -> bool:
    """Return whether this browser was let into the interview by the invitation that is valid now."""
    return _entered(session).get(str(interview.pk)) == _stamp(interview)


def may_take_part(user: Any, interview: Interview) -> bool:
    """Return whether a browser in which `user` is signed in, or nobody, may be the candidate's.

    Members of staff take part in practice interviews only: what they did in a candidate's name would be on record as
    the candidate's.
    """
    return interview.practice or not roles.is_staff(user)


def _remember(session: Any, interview: Interview) -> None:
    session[SESSION_KEY] = {**_entered(session), str(interview.pk): _stamp(interview)}


def _entered(session: Any) -> dict[str, str]:
    """Return the stamps of the invitations that this browser opened, by interview."""
    entered = session.get(SESSION_KEY)
    return entered if isinstance(entered, dict) else {}  # before 0.4.0, it was a list without stamps


def _stamp(interview: Interview) -> str:
    """Return what tells an invitation from the one that replaces it; "" if the interview has none."""
    return (interview.invitation_hash or "")[:16]


def _interviews(interview_id: int) -> QuerySet[Interview]:
    return Interview.objects.select_related("position").filter(pk=interview_id)
