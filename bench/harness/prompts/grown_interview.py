"""A long interview in words of one token each: its history, the last answer, and the next question."""

import io
from contextlib import redirect_stderr
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from llama_cpp import Llama

from interviews.interviewer.ask import Ask, Brief, Exchange, Move, Probe
from interviews.interviewer.prompts import messages, unfinished
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

from .random_chats import words

EXCHANGES, QUESTION_WORDS = 6, 30
BRIEF = Brief("en", "Backend engineer")
TOPIC = words(2, "topic")
ASK = Ask(TOPIC, Move.FOLLOW_UP, Probe.OWN)


@dataclass(frozen=True, slots=True)
class GrownInterview:
    """`history`, followed by the question `asked` and its `answer`."""

    history: tuple[Exchange, ...]
    asked: Ask
    answer: str

    def before(self) -> list[Message]:
        """Return the prompt of the last question."""
        return messages(BRIEF, self.history, self.asked, Freedom.FREE)

    def after(self, question: str) -> list[Message]:
        """Return the prompt of the next question, if the last one was `question`."""
        last = Exchange(self.asked, question, self.answer)
        return messages(BRIEF, [*self.history, last], Ask(TOPIC, Move.FOLLOW_UP, Probe.RESULT), Freedom.FREE)

    def drafts(self, question: str, steps: int, missing: int) -> list[list[Message]]:
        """Return the prompt of each of `steps` drafts as the answer grows; the last one lacks `missing` words."""
        spoken = self.answer.split()
        lengths = accumulate([(len(spoken) - missing) / steps] * steps)
        drafts = [" ".join(spoken[: round(length)]) for length in lengths]
        return [
            unfinished(BRIEF, self.history, Exchange(self.asked, question, draft), Freedom.FREE) for draft in drafts
        ]


def grown_interview(model: Path, tokens: int, answer_tokens: int) -> GrownInterview:
    """Build an interview with about `tokens` tokens before the answer, and `answer_tokens` in it."""
    answer = words(answer_tokens, "the answer")
    short = GrownInterview(_history(1), ASK, answer)
    missing = tokens - QUESTION_WORDS - count_tokens(model, short.before())
    return GrownInterview(_history(1 + missing // EXCHANGES), ASK, answer)


def count_tokens(model: Path, chat: list[Message]) -> int:
    """Return the number of tokens of the messages, without those of the template."""
    with redirect_stderr(io.StringIO()):  # it warns that a vocabulary has no context
        llama = Llama(str(model), vocab_only=True, verbose=False)
    try:
        return sum(len(llama.tokenize(message["content"].encode(), add_bos=False)) for message in chat)
    finally:
        llama.close()


def _history(answer_words: int) -> tuple[Exchange, ...]:
    return tuple(
        Exchange(ASK, f" {words(QUESTION_WORDS, f'question {number}')}", words(answer_words, f"past {number}"))
        for number in range(EXCHANGES)
    )
