"""What code writes of a question whose other words are the model's."""

from collections.abc import Sequence
from typing import NamedTuple

from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

from . import fence
from .ask import Ask, Brief, Exchange, Move, Probe
from .phrases import PHRASES
from .quotation import quotable
from .stock import worded

# These ask for a case that was not told yet.
_NEEDS_NO_QUOTATION = {Probe.CASE, Probe.EXAMPLE, Probe.ANOTHER, Probe.SUPPOSE}


class QuestionFrame(NamedTuple):
    """Code's words before and after the model's. With a `tail`, the model's are a quotation from the answer."""

    stem: str = ""
    tail: str = ""

    @property
    def freedom(self) -> Freedom:
        """How much of the question the model words in this frame."""
        return Freedom.QUOTE if self.tail else Freedom.STEM if self.stem else Freedom.FREE


NO_FRAME = QuestionFrame()


def framed(chat: list[Message], frame: QuestionFrame) -> list[Message]:
    """Return the chat with the frame's stem at its end, for the model to continue."""
    return [*chat, {"role": "assistant", "content": frame.stem}] if frame.stem else chat


def asks_model(brief: Brief, history: Sequence[Exchange], ask: Ask, freedom: Freedom) -> bool:
    """Return whether the model words any part of this question."""
    if ask.move in (Move.CLARIFY, Move.CLOSE):
        return False
    if freedom is Freedom.FREE:
        return True
    if freedom is Freedom.STEM:
        return ask.probe in PHRASES[brief.language].stems
    return ask.probe not in _NEEDS_NO_QUOTATION and bool(quotable(brief, history, ask))


def frame_of(brief: Brief, history: Sequence[Exchange], ask: Ask, freedom: Freedom, tries: int = 0) -> QuestionFrame:
    """Return the frame of the question's wording number `tries`, counted from 0."""
    book = PHRASES[brief.language]
    turn = sum(exchange.ask.probe is ask.probe for exchange in history) + tries
    if freedom is Freedom.STEM:
        stems = book.stems[ask.probe]
        return QuestionFrame(stems[turn % len(stems)].format(topic=fence.phrase(ask.topic)))
    if freedom is Freedom.QUOTE:
        before, after = book.quotes[(len(history) + tries) % len(book.quotes)]
        return QuestionFrame(before, after + worded(brief.language, history, ask))
    return NO_FRAME
