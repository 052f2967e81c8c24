"""What the row of a generation says when it ends: its prompt, its usage, its timings."""

import time
from datetime import timedelta
from typing import Any

from django.utils import timezone

from interviews import jobs
from interviews.interviewer.events import QuestionAccepted, Refusal, WordingStarted
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import ModelCall
from interviews.models import Turn, milliseconds
from interviews.record.prompt_hash import sha256_of
from interviews.record.wording_record import WordingRecord, public_part

from .generation_stream import GenerationStream


class AttemptRecorder:
    """Collects the record of a turn's generations, one after the other.

    Nothing is saved before a generation ends: a commit would stand between the candidate and the first token.
    """

    def __init__(self, turn: Turn) -> None:
        # Two clocks: the database's says how long the turn has waited, this process's measures from here on.
        self._queued_at = time.monotonic() - (timezone.now() - turn.queued_at).total_seconds()
        self._turn: TurnContext | None = None
        self._started: WordingStarted | None = None
        self._accepted = QuestionAccepted()

    def asks(self, turn: TurnContext, call: ModelCall) -> None:
        """Take down what the wordings that follow are made from."""
        self._turn, self._call = turn, call

    def wording_started(self, started: WordingStarted) -> None:
        self._started, self._accepted = started, QuestionAccepted()

    def question_accepted(self, accepted: QuestionAccepted) -> None:
        self._accepted = accepted

    def question_refused(self, refusal: Refusal) -> None:
        self._accepted = QuestionAccepted(refusal.prompt_tokens, refusal.completion_tokens, refusal.finish_reason)

    def record(self, stream: GenerationStream, last_offset: int | None = None) -> jobs.Record:
        """Return the record of the current generation. `last_offset` is its closing event's, if it has one."""
        return jobs.Record(
            last_offset=last_offset,
            sentences=stream.sentences,
            first_token_ms=self.milliseconds_to("token", stream),
            first_audio_ms=self.milliseconds_to("audio", stream),
            prompt_tokens=self._accepted.prompt_tokens,
            completion_tokens=self._accepted.completion_tokens,
            finish_reason=self._accepted.finish_reason,
            **self._prompt(),
        )

    def milliseconds_to(self, kind: str, stream: GenerationStream) -> int | None:
        """Return the time from queueing until Redis had the stream's first event of that type; None without one."""
        first = stream.first_at(kind)
        return None if first is None else milliseconds(timedelta(seconds=first - self._queued_at))

    def _prompt(self) -> dict[str, Any]:
        if self._started is None or self._turn is None:
            return {}
        chat, frame = self._started.chat, self._started.frame
        if not chat:
            return {"by_bank": True}
        wording = WordingRecord.of(self._turn, frame, checked=self._call.checked, is_local=self._call.is_local)
        return {
            "instructions": public_part(chat, frame),
            "wording": wording.to_json(),
            "prompt_sha256": sha256_of(chat),
        }
