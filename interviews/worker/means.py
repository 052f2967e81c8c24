"""What every attempt works with."""

from datetime import timedelta
from typing import NamedTuple

from interviews.llm.backends import Backend
from streaming.log import RedisLog
from streaming.speech.speaker import Speaker


class Means(NamedTuple):
    """Without a speaker nothing is heard. `checked`: whether questions are checked as they are written."""

    backend: Backend
    speaker: Speaker | None
    log: RedisLog
    lease: timedelta
    checked: bool = True
