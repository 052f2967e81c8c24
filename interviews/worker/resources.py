"""What all attempts of a worker share."""

from datetime import timedelta
from typing import NamedTuple

from interviews.llm.backends import Backend
from streaming.log import RedisLog
from streaming.speech.speaker import Speaker


class WorkerResources(NamedTuple):
    """The model, the voice and the log of a worker.

    Without a `speaker` questions are silent. `lease` is how long a claim lasts unless it is renewed. `checked` says
    whether the model's words are checked while they stream.
    """

    backend: Backend
    speaker: Speaker | None
    log: RedisLog
    lease: timedelta
    checked: bool = True
