"""Who may see an interview: whoever holds its access token, made it with an API key, was let in through its
invitation, or works here.

Everyone else gets the same answer as for an interview that does not exist.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Now

from interviews import services
from interviews.api.schemas import Wish
from interviews.models import AccessToken, ApiKey, Interview
from interviews.services import Rejected

from . import api_keys, practice
from .tokens import token_hash

SESSION_KEY = "interviews"


class Opened(NamedTuple):
    """An interview, and to whom it is open: `role` is "candidate" or "staff"; `user` tells one from another."""

    interview: Interview
    role: str
    user: str

    def as_candidate(self) -> Interview:
        """Rejected for who only watches."""
        if self.role != "candidate":
            raise Rejected("not_found")
        return self.interview


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Has an access token of one interview."""

    interview: Interview

    @property
    def name(self) -> str:
        return f"candidate {self.interview.pk}"

    def open(self, interview_id: int) -> Opened:
        """Rejected "not_found" where it is another's."""
        if interview_id != self.interview.pk:
            raise Rejected("not_found")
        return Opened(self.interview, "candidate", self.name)

    def chat(self, wish: Wish) -> Opened:
        """The interview to speak in; who may practise gets a new one where none is named."""
        return self.open(self.interview.pk if wish.interview is None else wish.interview)


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A program; sees the practice interviews that it made."""

    key: ApiKey

    @property
    def name(self) -> str:
        return f"key {self.key.pk}"

    def open(self, interview_id: int) -> Opened:
        found = _interviews(interview_id).filter(practice=True, api_key=self.key).first()
        if found is None:
            raise Rejected("not_found")
        return Opened(found, "candidate", self.name)

    def chat(self, wish: Wish) -> Opened:
        if wish.interview is not None:
            return self.open(wish.interview)
        return Opened(practice.make(wish, self.key.name, self.key), "candidate", self.name)


@dataclass(frozen=True, slots=True)
class Browser:
    """Has the cookie of a session: of somebody who was let in, or signed in, or both."""

    session: Any
    user: Any

    @property
    def name(self) -> str:
        return f"staff {self.user.pk}" if self.user.is_authenticated else f"browser {self.session.session_key}"

    def open(self, interview_id: int) -> Opened:
        interviews = _interviews(interview_id)
        if interview_id in _let_into(self.session) and (interview := interviews.first()):
            return Opened(interview, "candidate", f"candidate {interview_id}")
        if interview := interviews.filter(services.visible_to(self.user)).first():
            return Opened(interview, "staff", self.name)
        raise Rejected("not_found")

    def chat(self, wish: Wish) -> Opened:
        return self.open(self.practise(wish).pk if wish.interview is None else wish.interview)

    def practise(self, wish: Wish) -> Interview:
        """A new practice interview, open to this browser. Rejected where that is not the user's to make."""
        if not may_practise(self.user):
            raise Rejected("not_found" if self.user.is_authenticated else "unauthorized")
        made = practice.make(wish, self.user.get_full_name() or self.user.get_username())
        # The key stays: signing in has made it new, and a WebSocket cannot hand out another.
        _let_in(self.session, made)
        self.session.save()  # for a WebSocket no middleware does
        return made


Visitor = TokenHolder | KeyHolder | Browser


def by_authorization(header: str) -> TokenHolder | KeyHolder:
    """Who sent that `Authorization` header; a request is counted for an API key. Rejected where it opens nothing."""
    scheme, _, secret = header.partition(" ")
    secret = secret.strip() if scheme.lower() == "bearer" else ""
    tokens = AccessToken.objects.filter(token_hash=token_hash(secret), expires_at__gt=Now())
    if token := tokens.select_related("interview__position").first():
        return TokenHolder(token.interview)
    if key := api_keys.find(secret):
        api_keys.count(key)
        return KeyHolder(key)
    raise Rejected("unauthorized")


def by_cookie(session: Any, user: Any) -> Browser:
    """Rejected where the browser was let in nowhere and nobody is signed in."""
    if not (_let_into(session) or user.is_authenticated):
        raise Rejected("unauthorized")
    return Browser(session, user)


def may_practise(user: Any) -> bool:
    return user.is_active and user.is_staff and user.has_perm("interviews.add_interview")


def grant(session: Any, interview: Interview) -> None:
    """Let this browser into the interview. The session gets a new key, so that a planted one opens nothing."""
    session.cycle_key()
    _let_in(session, interview)


def _let_in(session: Any, interview: Interview) -> None:
    session[SESSION_KEY] = sorted({*_let_into(session), interview.pk})


def _let_into(session: Any) -> list[int]:
    return session.get(SESSION_KEY, [])


def _interviews(interview_id: int) -> QuerySet[Interview]:
    return Interview.objects.select_related("position").filter(pk=interview_id)
