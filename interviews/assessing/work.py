"""A claimed pass as something to ask a model, and its result as it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interviews.evaluation.assessment import OnePass
from interviews.evaluation.assessor import AssessmentTask
from interviews.evaluation.evidence import Answer, Citation, Transcript
from interviews.models import Assessment, Interview, Turn
from interviews.record.prompt_hash import sha256_of
from interviews.services import assessments

from . import queue

Failure = Assessment.Failure
# A local model keeps what it has read by interview, and knows those by their keys, which are positive.
COMPETENCIES = 1000


@dataclass(frozen=True, slots=True)
class PassToMake:
    """A claimed pass, and what to ask. `about` has the fields that say of what it was made."""

    row: Assessment
    task: AssessmentTask
    about: Mapping[str, Any]

    @property
    def session(self) -> int:
        """A key that the passes about this competency share with no interview."""
        return session_of(self.row)

    def keep(self, found: OnePass) -> bool:
        """Keep the result. Return whether this worker still held the pass."""
        found_by_it = {"rating": found.rating, "reason": kept_reason(found), "dropped": found.dropped}
        return queue.finish(self.row, quotes=places(found.quotes), **found_by_it, **self.about)

    def fail(self, why: str) -> bool:
        """Keep why there is no result. Return whether this worker still held the pass."""
        return queue.fail(self.row, why, **self.about)


def places(quotes: Sequence[Citation]) -> list[list[int]]:
    """Return quotations as they are kept: `[turn, start, end]` of each."""
    return [[quote.turn, quote.start, quote.end] for quote in quotes]


def session_of(row: Assessment) -> int:
    return -(row.interview_id * COMPETENCIES + row.order)


def kept_reason(found: OnePass) -> str:
    """Return a reason as it is kept: a server may write what no database takes, NUL and halves of surrogate pairs."""
    return found.reason.replace("\0", "").encode("utf-8", "ignore").decode()


def next_pass(model: Mapping[str, str]) -> PassToMake | None:
    """Claim a pass for the model that `Backend.describe` describes; None if none waits, or it has failed at once."""
    row = queue.claim()
    if row is None:
        return None
    if why := _refusal(row, model):
        queue.fail(row, why, **model)
        return None
    task = task_of(row.interview, row.order)
    passages = task.passages()
    asked = sha256_of(task.prompt(passages).chat) if passages else ""
    unread = task.unread()
    about = {**model, "prompt_sha256": asked, **unread._asdict(), "orders": places(unread.orders)}
    return PassToMake(row, task, about)


def task_of(interview: Interview, order: int) -> AssessmentTask:
    """Return what to assess about the competency with this place in the rubric, from 1."""
    answered = interview.turns.filter(status=Turn.Status.ANSWERED).order_by("number")
    answers = [Answer(turn.number, turn.topic, turn.question, turn.answer) for turn in answered]
    competency = interview.rubric.competencies[order - 1]
    return AssessmentTask(Transcript(answers, interview.language), competency, interview.name, interview.brief.title)


def _refusal(row: Assessment, model: Mapping[str, str]) -> str:
    """Return why a pass cannot be made (any more), a value of `Failure`; "" if it can."""
    interview = row.interview
    if row.asked_by is None or assessments.refusal(interview, row.asked_by):
        return str(Failure.NOT_ALLOWED)
    if interview.rubric.version != row.rubric_version:
        return str(Failure.RUBRIC)
    if interview.position.assessed_by != assessments.identity(model["model"], model["model_sha256"]):
        return str(Failure.OTHER_MODEL)
    return ""
