"""Rate limits of the API. Each throttle is counted separately; see `access/rate_limits.py` for how."""

import threading
from collections.abc import Callable
from typing import Any

from ninja.throttling import BaseThrottle

from interviews.access.api_keys import TooManyRequests
from interviews.access.visitors import KeyHolder
from interviews.composition import current


class Throttle(BaseThrottle):
    """Limits requests per minute by caller. Ninja replies with 429 and `Retry-After` to what exceeds the limit."""

    def __init__(self, scope: str, per_minute: int, caller: Callable[[Any], object]) -> None:
        """`caller` returns what identifies the request's caller, or None for one who has no limit here."""
        self._scope, self._per_minute, self._caller = scope, per_minute, caller
        # Ninja calls `wait` right after `allow_request`, on an object that all threads share.
        self._refused = threading.local()

    def allow_request(self, request: Any) -> bool:
        caller = self._caller(request)
        if caller is None:
            return True
        self._refused.seconds = current().rate_limiter.hit(self._scope, str(caller), self._per_minute)
        return not self._refused.seconds

    def count(self, caller: object) -> None:
        """Count a message on a socket like a request. Raises TooManyRequests if it exceeds the caller's limit."""
        if seconds := current().rate_limiter.hit(self._scope, str(caller), self._per_minute):
            raise TooManyRequests(seconds)

    def wait(self) -> float:
        seconds: int = self._refused.seconds
        return seconds


def _chatting(request: Any) -> str | None:
    # An API key has a limit of its own, which was counted when the key was recognised.
    return None if isinstance(request.visitor, KeyHolder) else request.visitor.name.replace(" ", "_")


by_address = Throttle("address", 600, lambda request: request.META.get("REMOTE_ADDR") or "unknown")
by_interview = Throttle("interview", 120, lambda request: request.interview.pk)
# Counted apart from by_interview, so that drafts never use up the requests that an answer needs.
by_draft = Throttle("draft", 120, lambda request: request.interview.pk)
by_chat = Throttle("chat", 120, _chatting)
