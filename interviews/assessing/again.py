"""Makes a recorded pass again: its prompt from the answers and the rubric, its result from the model and the seed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from langchain_core.language_models import BaseChatModel

from interviews.evaluation.assessment import OnePass, Unreadable
from interviews.evaluation.assessor import AssessmentTask, assess
from interviews.llm.message import Message
from interviews.models import Assessment
from interviews.record.prompt_hash import sha256_of

from .work import kept_reason, places, session_of, task_of

State = Assessment.State


class PassNotRecorded(Exception):
    """Raised if there is nothing to make again. The message says why."""


class Finding(NamedTuple):
    """What a pass found, as it is kept: `[turn, start, end]` of each quotation, the rating and the reason."""

    quotes: list[list[int]]
    rating: int | None
    reason: str

    @classmethod
    def of(cls, found: OnePass) -> "Finding":
        return cls(places(found.quotes), found.rating, kept_reason(found))

    def __str__(self) -> str:
        return json.dumps(self._asdict(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class RecordedPass:
    """A pass with its prompt, as far as it can be made again.

    The prompt is the one that the model read if `difference` is empty, which otherwise says what changed. `finding` is
    None for a pass whose text was in no form.
    """

    row: Assessment
    task: AssessmentTask
    chat: Sequence[Message]
    difference: str
    finding: Finding | None


def recorded_pass(row: Assessment) -> RecordedPass:
    """Return a pass as recorded. Raises PassNotRecorded."""
    if row.failure not in ("", Assessment.Failure.UNREADABLE) or row.state not in (State.DONE, State.FAILED):
        raise PassNotRecorded(f"it has no result: {row.get_failure_display() or row.get_state_display()}")
    rubric = row.interview.rubric
    if row.rubric_version != rubric.version:
        raise PassNotRecorded(
            f"the position’s competencies have changed: then {row.rubric_version}, now {rubric.version}"
        )
    if not row.prompt_sha256:
        raise PassNotRecorded("no model was asked: there was nothing that it might read")
    task = task_of(row.interview, row.order)
    passages = task.passages()
    chat = task.prompt(passages).chat if passages else []
    now = sha256_of(chat) if chat else "(nothing to read)"
    difference = "" if now == row.prompt_sha256 else f"its hash was {row.prompt_sha256[:12]}, now it is {now[:12]}"
    finding = Finding(row.quotes, row.rating, row.reason) if row.state == State.DONE else None
    return RecordedPass(row, task, chat, difference, finding)


async def make_again(record: RecordedPass, model: BaseChatModel) -> Finding | None:
    """Have the model make the pass again, with its seed. Return None if it is in no form. Raises ModelError.

    What a model has read before decides in which steps it reads a prompt, and so how it rounds. A worker that was fresh
    is followed exactly if the passes are made again by a fresh model, in their order.
    """

    async def load() -> BaseChatModel:
        return model

    try:
        [found] = [one async for one in assess(record.task, load, [record.row.seed], session_of(record.row))]
    except Unreadable:
        return None
    return Finding.of(found)
