"""Keys for programs: made once, kept as hashes, revoked at once, and counted by the minute."""

import time
from math import ceil

import redis
from django.db.models import QuerySet
from django.db.models.functions import Now

from interviews.composition import current
from interviews.models import ApiKey
from interviews.services import Rejected

from .tokens import new_token, token_hash

MINUTE = 60
KEEP_SECONDS = 2 * MINUTE  # of a count, which outlives its minute by any clock


class TooOften(Rejected):
    """The key's requests of this minute are used up; the next begins in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too_many")
        self.seconds = seconds


def equip(key: ApiKey) -> str:
    """Give an unsaved key its secret, which is returned and kept nowhere."""
    secret = new_token()
    key.key_hash = token_hash(secret)
    return secret


def find(secret: str) -> ApiKey | None:
    """The key of that secret, unless it was revoked."""
    return ApiKey.objects.filter(key_hash=token_hash(secret), revoked_at=None).first()


def revoke(keys: QuerySet[ApiKey]) -> int:
    """From now on they open nothing. Returns how many did until now."""
    return keys.filter(revoked_at=None).update(revoked_at=Now())


def count(key: ApiKey, now: float | None = None) -> None:
    """Count a request: the same count for all web processes. TooOften where it is one too many.

    Where Redis is away, nobody knows, and it is allowed. `now` is in seconds, by time.time().
    """
    minute, second = divmod(time.time() if now is None else now, MINUTE)
    name = f"{current().redis_prefix}api_key:{key.pk}:{int(minute)}"
    try:
        with current().redis.pipeline(transaction=True) as pipe:
            pipe.incr(name)
            pipe.expire(name, KEEP_SECONDS)
            used, _ = pipe.execute()
    except (redis.RedisError, OSError):
        return
    if used > key.per_minute:
        raise TooOften(ceil(MINUTE - second))
