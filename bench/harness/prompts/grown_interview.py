"""An interview that has grown, in words that are one token each: the question before, the answer, the next question."""

import io
from contextlib import redirect_stderr
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from llama_cpp import Llama

from interviews.interviewer.prompts import Ask, Brief, Exchange, Move, messages, unfinished
from interviews.llm.message import Message

from .chats import words

EXCHANGES, QUESTION_WORDS = 6, 30
BRIEF = Brief("en", "Backend engineer")


@dataclass(frozen=True, slots=True)
class GrownInterview:
    """`history` and then `asked`, the question whose answer is `answer`."""

    history: tuple[Exchange, ...]
    asked: Ask
    answer: str

    def before(self) -> list[Message]:
        """What the last question came from."""
        return messages(BRIEF, self.history, self.asked)

    def after(self, question: str) -> list[Message]:
        """What the next one comes from, where the last one was `question`."""
        focus = " ".join(self.answer.split()[:3])
        last = Exchange(self.asked, question, self.answer)
        return messages(BRIEF, [*self.history, last], Ask(self.asked.topic, Move.FOLLOW_UP, focus))

    def drafts(self, question: str, steps: int, missing: int) -> list[list[Message]]:
        """The chat as the answer grows; the last draft lacks so many words of it."""
        spoken = self.answer.split()
        lengths = accumulate([(len(spoken) - missing) / steps] * steps)
        drafts = [" ".join(spoken[: round(length)]) for length in lengths]
        return [unfinished(BRIEF, self.history, self.asked, question, draft) for draft in drafts]


def grown_interview(model: Path, tokens: int, answer_tokens: int) -> GrownInterview:
    """With so many tokens (to a few) before the answer, as that model's vocabulary counts, and in the answer."""
    answer = words(answer_tokens, "the answer")
    short = GrownInterview(_history(0), _ask(EXCHANGES), answer)
    missing = tokens - QUESTION_WORDS - count_tokens(model, short.before())
    return GrownInterview(_history(missing // EXCHANGES), _ask(EXCHANGES), answer)


def count_tokens(model: Path, chat: list[Message]) -> int:
    """Of what the messages say; the template's few are not counted."""
    with redirect_stderr(io.StringIO()):  # it warns that a vocabulary has no context
        llama = Llama(str(model), vocab_only=True, verbose=False)
    try:
        return sum(len(llama.tokenize(message["content"].encode(), add_bos=False)) for message in chat)
    finally:
        llama.close()


def _history(answer_words: int) -> tuple[Exchange, ...]:
    return tuple(
        Exchange(_ask(number), f" {words(QUESTION_WORDS, f'question {number}')}", words(answer_words, f"past {number}"))
        for number in range(EXCHANGES)
    )


def _ask(number: int) -> Ask:
    return Ask(words(2, f"topic {number}"), Move.OPEN)
