"""The app's connections to the outside, made once at start from the settings.

`InterviewsConfig.ready` is the only caller of `install` in the product. Code that needs a connection calls
`current()` at the time of use; a test installs a composition of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import redis

from interviews.access.identity_provider import IdentityProvider
from interviews.access.rate_limits import RateLimiter
from interviews.assessing.measured import NO_MODEL, MeasuredModel
from interviews.mailing.server import MailServer
from interviews.notices.draft_line import DraftLine
from interviews.notices.notices import TIMEOUTS, Notices
from interviews.notices.presence import Presence
from streaming.redis_address import RedisAddress
from streaming.speech import SpeechError


def _no_sample(language: str, voice: str) -> bytes:
    raise SpeechError("this process makes no samples")


@dataclass(frozen=True)
class Composition:
    """The fields are settings; the properties are what is built from them, at first use, once a process."""

    redis_address: RedisAddress
    redis_prefix: str = ""  # before every key and channel
    drafts_enabled: bool = True  # whether workers read answers while they are being written
    public_url: str = ""  # where candidates reach the site, without a slash at the end
    voice_enabled: bool = False  # whether questions are spoken
    identity_provider: IdentityProvider | None = None  # at which staff may sign in
    mail_server: MailServer | None = None  # which takes e-mails to candidates; without one, none are offered
    measured_model: MeasuredModel = NO_MODEL  # the workers' model, and what is known of it as an assessor
    # Returns a sample of the voice in a language, by its name, as a WAV file. Raises SpeechError.
    make_sample: Callable[[str, str], bytes] = _no_sample
    # Returns the names of the voices for a language. None if there is no way to know.
    offered_voices: Callable[[str], tuple[str, ...] | None] = lambda language: None

    @cached_property
    def redis(self) -> redis.Redis:
        """A client that threads share, for commands that a request waits for.

        If Redis is unreachable, a command raises redis.RedisError or OSError within seconds.
        """
        client: redis.Redis = self.redis_address.threads_client(**TIMEOUTS)
        return client

    @cached_property
    def notices(self) -> Notices:
        return Notices(self.redis_address, self.redis, self.redis_prefix)

    @cached_property
    def presence(self) -> Presence:
        return Presence(self.redis, self.redis_prefix)

    @cached_property
    def rate_limiter(self) -> RateLimiter:
        return RateLimiter(self.redis, self.redis_prefix)

    @cached_property
    def drafts(self) -> DraftLine:
        return DraftLine(self.redis, self.redis_prefix)


_current: Composition | None = None


def install(composition: Composition) -> None:
    """Make `composition` the one that this process uses."""
    global _current
    _current = composition


def current() -> Composition:
    """Return what was installed. Raises RuntimeError before Django has loaded the app."""
    if _current is None:
        raise RuntimeError("interviews is not composed yet: call django.setup() first.")
    return _current
