"""Rebuilds an attempt's prompt from the record, and has a model write on it again."""

from dataclasses import dataclass
from itertools import takewhile
from operator import eq

from langchain_core.language_models import BaseChatModel

from interviews.interviewer.prompts import messages
from interviews.interviewer.wording import chunks
from interviews.llm.message import Message
from interviews.llm.sampling import Sampling
from interviews.models import Generation, Turn

from .prompt_hash import sha256_of


@dataclass(frozen=True, slots=True)
class Recorded:
    """An attempt as recorded.

    `chat` is the prompt, empty if none was recorded. `is_exact` says whether its hash is that of the prompt which the
    model read. `text` is what the model wrote, None if nothing was recorded.
    """

    chat: list[Message]
    is_exact: bool
    text: str | None


def recorded(generation: Generation) -> Recorded:
    """Rebuild an attempt. Its instructions and its turn's interview and position should be loaded."""
    if generation.instructions is None:
        return Recorded([], False, None)
    turn = generation.turn
    earlier = turn.interview.turns.filter(status=Turn.Status.ANSWERED, number__lt=turn.number).order_by("number")
    chat = messages(turn.interview.brief, [each.exchange for each in earlier], turn.ask)
    chat[0] = {"role": "system", "content": generation.instructions.text}  # the position may have been edited since
    return Recorded(chat, sha256_of(chat) == generation.prompt_sha256, _text(generation))


def _text(generation: Generation) -> str | None:
    if generation.outcome == Generation.Outcome.REFUSED:
        return generation.refused_text
    return generation.turn.question if generation.outcome == Generation.Outcome.DONE else None


async def write_again(model: BaseChatModel, chat: list[Message], sampling: Sampling) -> str:
    """Return what the model writes on that prompt. Raises ModelError if it fails."""
    return "".join([str(chunk.content) async for chunk in chunks(model, chat, sampling)])


def common_prefix_length(one: str, other: str) -> int:
    """Return the length of the common prefix, in characters."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))
