"""Invitations: who may come to an interview, by which link, until when, and what they agreed to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from interviews.access.tokens import invitation_token, new_nonce, new_token, token_hash
from interviews.composition import current
from interviews.models import AccessToken, ApiKey, Candidate, Interview, Position, ReplacedInvitation
from interviews.record import audit

INVITATION_DAYS = 14
ACCESS_HOURS = 24
# The version of the text in templates/interviews/consent_text.html. Change both together.
CONSENT_VERSION = "2026-11-29.3"  # of the text in templates/interviews/consent_text.html; later ones sort after it


@transaction.atomic
def create_interview(position: Position, candidate: Candidate | str, language: str = "") -> Interview:
    """Create an interview that nobody is invited to yet. `language` defaults to the position's.

    The name of a person, instead of a candidate, creates a new one.
    """
    if isinstance(candidate, str):
        candidate = Candidate.objects.create(name=candidate)
    return Interview.objects.create(position=position, candidate=candidate, language=language or position.language)


def create_practice(position: Position, name: str, language: str = "", key: ApiKey | None = None) -> Interview:
    """Create a practice interview, which is ready to start: it needs no invitation and no consent.

    It is marked as practice and left out of the metrics. `key` is the API key that requested it, if any.
    """
    return Interview.objects.create(
        position=position, practised_by=name, language=language or position.language,
        status=Interview.Status.READY, practice=True, api_key=key,
    )  # fmt: skip


@transaction.atomic
def make_invitation(interview: Interview, days: int = INVITATION_DAYS, token: str = "") -> str:
    """Set the interview's invitation token and return it. An earlier link stops working, and so does the access that
    it gave.

    `token` is generated if empty, and expires in `days`. An expired interview is open again.
    """
    nonce = "" if token else new_nonce()
    token = token or invitation_token(nonce)
    if interview.invitation_hash not in (None, token_hash(token)):
        interview.access_tokens.all().delete()  # cookies end by themselves: they name the invitation
        ReplacedInvitation.objects.get_or_create(
            token_hash=interview.invitation_hash, defaults={"interview": interview}
        )
    interview.invitation_hash, interview.invitation_nonce = token_hash(token), nonce
    interview.invitation_expires_at = timezone.now() + timedelta(days=days)
    interview.opened_at = None  # nobody has seen the new link
    interview.save(update_fields=["invitation_hash", "invitation_nonce", "invitation_expires_at", "opened_at"])
    revived = Interview.Status.READY if interview.consented_at else Interview.Status.INVITED
    Interview.objects.filter(pk=interview.pk, status=Interview.Status.EXPIRED).update(status=revived)
    interview.refresh_from_db(fields=["status"])
    return token


def invitation_link(interview: Interview) -> str:
    """Return the interview's link again; "" if it has none, or one that only its maker knows."""
    token = invitation_token(interview.invitation_nonce)
    # After a change of SECRET_KEY the link still works, but nobody can tell what it was.
    if not interview.invitation_nonce or token_hash(token) != interview.invitation_hash:
        return ""
    return f"{current().public_url}/i/{token}/"


def find_invitation(token: str) -> Interview | None:
    """Return the interview of an invitation token, even if the invitation has expired; None if there is none."""
    return Interview.objects.select_related("position", "candidate").filter(invitation_hash=token_hash(token)).first()


def was_replaced(token: str) -> bool:
    """Return whether this token opened an interview until a newer invitation replaced it."""
    return ReplacedInvitation.objects.filter(token_hash=token_hash(token)).exists()


def expire_invitation(interview: Interview) -> None:
    """Mark the interview as expired if its invitation ran out before it started; otherwise change nothing."""
    unbegun = Interview.objects.filter(pk=interview.pk, status__in=[Interview.Status.INVITED, Interview.Status.READY])
    if unbegun.filter(invitation_expires_at__lte=Now()).update(status=Interview.Status.EXPIRED):
        interview.refresh_from_db(fields=["status"])


def note_opened(interview: Interview) -> None:
    """Keep when a person first looked at the page of the link. Later looks change nothing."""
    Interview.objects.filter(pk=interview.pk, opened_at=None).update(opened_at=Now())


@transaction.atomic
def consent(interview: Interview, language: str) -> None:
    """Record the candidate's consent: the version of the text, its language, and the time.

    A second consent does not overwrite the first.
    """
    is_first = Interview.objects.filter(pk=interview.pk, consented_at=None).update(
        consent_version=CONSENT_VERSION, consent_language=language, consented_at=Now()
    )
    Interview.objects.filter(pk=interview.pk, status=Interview.Status.INVITED).update(status=Interview.Status.READY)
    interview.refresh_from_db()
    if is_first:
        audit.write(audit.CANDIDATE, audit.CONSENT, interview, version=CONSENT_VERSION, language=language)


def open_session(interview: Interview) -> tuple[str, datetime]:
    """Create an access token for the API and return it with its expiry. The interview's expired tokens are deleted."""
    interview.access_tokens.filter(expires_at__lte=Now()).delete()
    token = new_token()
    expires_at = timezone.now() + timedelta(hours=ACCESS_HOURS)
    AccessToken.objects.create(interview=interview, token_hash=token_hash(token), expires_at=expires_at)
    return token, expires_at
