"""Who reads an interview's stream now, as the web processes tell Redis. It holds for a while after they leave."""

from collections.abc import Iterable
from typing import NamedTuple

import redis
from django.conf import settings

from interviews import notices
from streaming.log import StreamKeys

ROLES = ("candidate", "staff")


class Presence(NamedTuple):
    """None where nobody knows: Redis is away."""

    candidate: bool | None
    staff: bool | None


UNKNOWN = Presence(None, None)


def presence_of(interviews: Iterable[int]) -> dict[int, Presence]:
    """By interview, with one question to Redis whatever their number."""
    asked = list(interviews)
    keys = [StreamKeys(settings.REDIS_PREFIX, pk).present(role) for pk in asked for role in ROLES]
    try:
        marks = iter(notices.client().mget(keys) if keys else [])
    except (redis.RedisError, OSError):
        return dict.fromkeys(asked, UNKNOWN)
    return {pk: Presence(*(next(marks) is not None for _ in ROLES)) for pk in asked}
