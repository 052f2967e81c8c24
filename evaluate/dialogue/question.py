"""Asks one question through the product's interviewer, and notes how it came about."""

import time
from collections.abc import Callable

from interviews.interviewer.events import QuestionEvent, Text, WordingStarted
from interviews.interviewer.frame import NO_FRAME
from interviews.interviewer.graph import ask_question
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import ModelCall

from .record import BANK, MODEL, QUOTED, STOCK, AskedQuestion, QuestionTimes, RefusedTry

Clock = Callable[[], float]


async def asked_question(turn: TurnContext, call: ModelCall, clock: Clock = time.perf_counter) -> AskedQuestion:
    """Ask a turn's question and read it to its end. Raise ModelError if the model cannot answer."""
    notes = QuestionNotes(turn, clock)
    async for event in ask_question(turn, call):
        notes.take(event)
    return notes.question()


class QuestionNotes:
    """Takes down the events of one question. A new wording voids the text before it, but not the time it came."""

    def __init__(self, turn: TurnContext, clock: Clock) -> None:
        self._turn, self._clock, self._began = turn, clock, clock()
        self._text, self._frame, self._by_model = "", NO_FRAME, False
        self._tries = 0
        self._refused: list[RefusedTry] = []
        self._first_text: float | None = None
        self._first_word: float | None = None

    def take(self, event: QuestionEvent) -> None:
        if isinstance(event, WordingStarted):
            self._start(event)
        elif isinstance(event, Text):
            self._add(event.text)

    def question(self) -> AskedQuestion:
        """Return the question. Call it after the last event."""
        whole = self._elapsed()
        return AskedQuestion(
            ask=self._turn.ask,
            text=self._text,
            words=self._words(),
            stem=self._frame.stem,
            tries=self._tries,
            refused=tuple(self._refused),
            times=QuestionTimes(
                whole if self._first_text is None else self._first_text,
                self._first_word if self._by_model else None,
                whole,
            ),
        )

    def _start(self, started: WordingStarted) -> None:
        if started.refusal:
            flaw, detail, text, *_ = started.refusal
            self._refused.append(RefusedTry(flaw, detail, text))
        self._text, self._by_model = "", started.sampling is not None
        self._tries += self._by_model
        self._frame = started.frame
        self._first_word = None

    def _add(self, text: str) -> None:
        self._text += text
        now = self._elapsed()
        if self._first_text is None:
            self._first_text = now
        if self._first_word is None and len(self._text) > len(self._frame.stem):
            self._first_word = now

    def _words(self) -> str:
        if self._by_model:
            return QUOTED if self._frame.tail else MODEL
        return BANK if self._text in {banked.text for banked in self._turn.plan.bank} else STOCK

    def _elapsed(self) -> float:
        return round(1000 * (self._clock() - self._began), 1)
