"""Makes an attempt's prompt again from the record, and has a model word its question again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import eq

from langchain_core.language_models import BaseChatModel

from interviews.interviewer.events import Refusal, Text, WordingStarted
from interviews.interviewer.frame import framed
from interviews.interviewer.prompts import messages
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import ModelCall, ModelWording
from interviews.llm.message import Message
from interviews.llm.sampling import Sampling
from interviews.models import Generation, Turn

from .prompt_hash import sha256_of
from .wording_record import WordingRecord, empty_request, sha256_of_history

CONTEXT_CHARS = 30


class NotRecorded(Exception):
    """Raised if an attempt left no prompt behind. The message says why."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An attempt as recorded.

    `chat` is its prompt as far as it can be made again. It is the one that the model read if `differences` is empty,
    which otherwise says what changed. `newer` says how the instructions of this version differ from the recorded ones,
    which are used. `text` is the question, or everything that was written if it was refused for `flaw`; it is None if
    the attempt ended without either.
    """

    turn: TurnContext
    wording: WordingRecord
    chat: list[Message]
    differences: list[str]
    newer: str
    text: str | None
    flaw: str


def recorded(generation: Generation) -> Recorded:
    """Return what is on record of an attempt. Raises NotRecorded."""
    wording = _wording(generation)
    turn = _turn_context(generation.turn)
    request = messages(turn.brief, turn.history, turn.ask, wording.frame.freedom)
    instructions: list[Message] = json.loads(generation.instructions.text)
    chat = framed([*instructions, request[-1]], wording.frame)
    exact = sha256_of(chat) == generation.prompt_sha256
    refused = generation.outcome == Generation.Outcome.REFUSED
    done = generation.outcome == Generation.Outcome.DONE
    return Recorded(
        turn=turn,
        wording=wording,
        chat=chat,
        differences=[] if exact else _differences(wording, turn),
        newer=_first_difference(instructions, request[:-1]),
        text=generation.discarded_text if refused else generation.turn.question if done else None,
        flaw=generation.failure_code if refused else "",
    )


async def write_again(record: Recorded, model: BaseChatModel, sampling: Sampling) -> tuple[str, Refusal | None]:
    """Have the model word the question again, as the interviewer does.

    Returns the question, or everything that was written and why it is refused. Raises ModelError if the model fails.
    """

    async def load() -> BaseChatModel:
        return model

    wording = record.wording
    call = ModelCall(load, sampling, wording.frame.freedom, checked=wording.checked, is_local=wording.is_local)
    again = ModelWording(record.turn, call, WordingStarted(record.chat, sampling, None, wording.frame))
    text = "".join([event.text async for event in again.events() if isinstance(event, Text)])
    return (again.refusal.text if again.refusal else text), again.refusal


def where(then: str, now: str) -> str:
    """Say where two texts begin to differ, and how each goes on there."""
    at = common_prefix_length(then, now)
    return f"at character {at}: then “{then[at : at + CONTEXT_CHARS]}…”, now “{now[at : at + CONTEXT_CHARS]}…”"


def common_prefix_length(one: str, other: str) -> int:
    """Return the length of the common prefix, in characters."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def _wording(generation: Generation) -> WordingRecord:
    if generation.source == Generation.Source.BANK:
        raise NotRecorded("no model was asked. The question is from the bank, or in code's own words")
    if generation.instructions is None:
        raise NotRecorded(f"it ended before its prompt was recorded: {generation.outcome}")
    if not generation.wording:
        raise NotRecorded("it was made by an earlier version, which kept less of the prompt")
    return WordingRecord(**generation.wording)


def _turn_context(turn: Turn) -> TurnContext:
    interview = turn.interview
    earlier = interview.turns.filter(status__in=Turn.REPLIED, number__lt=turn.number).order_by("number")
    history = [each.exchange for each in earlier]
    return TurnContext(interview.brief, interview.plan, history, turn.ask, refusals=0, session=interview.pk)


def _differences(wording: WordingRecord, turn: TurnContext) -> list[str]:
    """Say why a prompt with the recorded instructions is not the one that the model read."""
    found = []
    if sha256_of_history(turn.history) != wording.history_sha256:
        found.append("an earlier question or answer of the interview was changed")
    if (now := empty_request(turn, wording.frame)) != wording.request:
        found.append(f"the request differs {where(wording.request, now)}")
    return found or ["this version puts what was said into the prompt in another way"]


def _first_difference(then: Sequence[Message], now: Sequence[Message]) -> str:
    """Say where two lists of messages begin to differ; "" if they do not."""
    for number, (one, other) in enumerate(zip(then, now, strict=False), 1):
        if one != other:
            return f"message {number}, {where(one['content'], other['content'])}"
    return "" if len(then) == len(now) else f"then {len(then)} messages, now {len(now)}"
