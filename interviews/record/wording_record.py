"""What is kept of an attempt's prompt and question, beside its turn's row, so that both can be made again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from interviews.interviewer.ask import Exchange
from interviews.interviewer.frame import QuestionFrame
from interviews.interviewer.prompts import messages
from interviews.interviewer.turn_context import TurnContext
from interviews.llm.message import Message


@dataclass(frozen=True, slots=True)
class WordingRecord:
    """The content of Generation.wording, which is {} for a question that no model was asked for.

    `stem` and `tail` are code's words around the model's. `request` is the prompt's last user message as it would be
    if nothing had been said yet: it holds no candidate's words. `history_sha256` is the hash of what had been said.
    """

    stem: str
    tail: str
    checked: bool
    is_local: bool
    request: str
    history_sha256: str

    @classmethod
    def of(cls, turn: TurnContext, frame: QuestionFrame, *, checked: bool, is_local: bool) -> "WordingRecord":
        request = empty_request(turn, frame)
        return cls(frame.stem, frame.tail, checked, is_local, request, sha256_of_history(turn.history))

    @property
    def frame(self) -> QuestionFrame:
        return QuestionFrame(self.stem, self.tail)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def public_part(chat: Sequence[Message], frame: QuestionFrame) -> str:
    """Return the messages in front of the request as JSON: instructions and examples, in which nobody's words are."""
    return json.dumps(chat[: -2 if frame.stem else -1], ensure_ascii=False)


def empty_request(turn: TurnContext, frame: QuestionFrame) -> str:
    """Return the request for the turn's question as if nothing had been said before it."""
    return messages(turn.brief, [], turn.ask, frame.freedom)[-1]["content"]


def sha256_of_history(history: Sequence[Exchange]) -> str:
    """Return the hex SHA-256 of what was said before a question."""
    said = [[*asdict(each.ask).values(), each.question, each.answer, each.button] for each in history]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
