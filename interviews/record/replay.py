"""An attempt told again from its record: the prompt that the model read, and what it writes on reading it again."""

from dataclasses import dataclass
from itertools import takewhile
from operator import eq

from langchain_core.language_models import BaseChatModel

from interviews.interviewer.graph import chunks
from interviews.interviewer.prompts import messages
from interviews.llm.message import Message
from interviews.llm.sampling import Sampling
from interviews.models import Generation, Turn

from .prompt_hash import sha256_of


@dataclass(frozen=True, slots=True)
class Recorded:
    """`chat` is empty where the record holds no prompt. `is_exact`: it is the one that was read, by its hash.
    `text`: what was written, None where none was kept."""

    chat: list[Message]
    is_exact: bool
    text: str | None


def recorded(generation: Generation) -> Recorded:
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


async def written_again(model: BaseChatModel, chat: list[Message], sampling: Sampling) -> str:
    """What the model writes on that prompt. ModelError where it cannot."""
    return "".join([str(chunk.content) async for chunk in chunks(model, chat, sampling)])


def same_until(one: str, other: str) -> int:
    """How many characters the two begin with in common."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))
