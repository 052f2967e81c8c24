"""API keys: stored as hashes, revocable, and each with a limit of requests per minute."""

from django.db.models import QuerySet
from django.db.models.functions import Now

from interviews.composition import current
from interviews.models import ApiKey
from interviews.services import Rejected

from .tokens import new_token, token_hash


class TooManyRequests(Rejected):
    """The caller's limit of requests is used up. Retry after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too_many")
        self.seconds = seconds


def equip(key: ApiKey) -> str:
    """Give an unsaved key a new secret and return it. The database keeps only its hash."""
    secret = new_token()
    key.key_hash = token_hash(secret)
    return secret


def find(secret: str) -> ApiKey | None:
    """Return the key with this secret, or None if it does not exist or was revoked."""
    return ApiKey.objects.filter(key_hash=token_hash(secret), revoked_at=None).first()


def revoke(keys: QuerySet[ApiKey]) -> int:
    """Revoke the keys and return how many of them were valid until now."""
    return keys.filter(revoked_at=None).update(revoked_at=Now())


def count(key: ApiKey) -> None:
    """Count a request with this key. Raises TooManyRequests if it exceeds the key's limit."""
    if seconds := current().rate_limiter.hit("api_key", str(key.pk), key.per_minute):
        raise TooManyRequests(seconds)
