"""What all attempts of a worker share."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from interviews.llm.backends import Backend
from interviews.llm.freedom import UNMEASURED, WITHOUT_STEMS, Freedom
from streaming.log import RedisLog
from streaming.speech.speaker import Speaker
from streaming.writing.spoken import STANDARD, Readings


class WorkerResources(NamedTuple):
    """The model, the voice and the log of a worker.

    Without a `speaker` questions are silent. `lease` is how long a claim lasts unless it is renewed. `freedoms` says,
    by language, how much of a question the model words, and `checked` whether its words are checked while they stream.
    `readings` are how names and abbreviations are spoken.
    """

    backend: Backend
    speaker: Speaker | None
    log: RedisLog
    lease: timedelta
    freedoms: Mapping[str, Freedom] = UNMEASURED
    checked: bool = True
    readings: Readings = STANDARD

    def load(self) -> None:
        """Load all that would delay the first question. May take minutes. Raises ModelError."""
        self.backend.load()
        if self.speaker:
            self.readings.prepare()

    def freedom(self, language: str) -> Freedom:
        """Return how much of a question the model words now: all of it if the backend cannot continue stems."""
        return (self.freedoms if self.backend.continues_stems else WITHOUT_STEMS)[language]
