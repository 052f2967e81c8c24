"""API keys: stored as hashes, revocable, and each with a limit of requests per minute."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from interviews.composition import current
from interviews.models import ApiKey
from interviews.services import Rejected

from .tokens import new_token, token_hash

PREFIX_CHARS = 8  # shown, to tell keys apart: 35 characters stay secret
NOTED_EVERY = timedelta(minutes=1)  # a write for each request would be a waste


class TooManyRequests(Rejected):
    """The caller's limit of requests is used up. Retry after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too_many")
        self.seconds = seconds


def equip(key: ApiKey) -> str:
    """Give an unsaved key a new secret and return it. The database keeps only its hash."""
    secret = new_token()
    key.key_hash, key.prefix = token_hash(secret), secret[:PREFIX_CHARS]
    return secret


def valid() -> QuerySet[ApiKey]:
    """Return the keys that were not revoked and have not expired."""
    return ApiKey.objects.filter(Q(expires_at=None) | Q(expires_at__gt=Now()), revoked_at=None)


def find(secret: str) -> ApiKey | None:
    """Return the key with this secret, or None if it does not exist, was revoked or has expired."""
    return valid().filter(key_hash=token_hash(secret)).first()


def revoke(keys: QuerySet[ApiKey]) -> int:
    """Revoke the keys and return how many of them were valid until now."""
    return keys.filter(revoked_at=None).update(revoked_at=Now())


def count(key: ApiKey) -> None:
    """Count a request with this key, and note its use. Raises TooManyRequests if it exceeds the key's limit."""
    if seconds := current().rate_limiter.hit("api_key", str(key.pk), key.per_minute):
        raise TooManyRequests(seconds)
    unnoted = Q(last_used_at=None) | Q(last_used_at__lt=Now() - NOTED_EVERY)
    ApiKey.objects.filter(unnoted, pk=key.pk).update(last_used_at=Now())
