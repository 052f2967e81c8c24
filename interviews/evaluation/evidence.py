"""What a candidate said, and quotations of it. Pure.

A quotation is always cut out of an answer at its offsets, never written: it cannot say what the candidate did not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from streaming.sentences import SentenceBuffer

from .plain_text import PlainText

# Longer passages are cut, so that a quotation points at what matters. A Hangul syllable says more than a Latin letter.
LONGEST = {"ko": 90, "en": 180}
_BREAKS = (re.compile(r"[,;:，、]\s"), re.compile(r"\s"))
_QUOTATION_MARKS = "\"'“”‘’「」『』«»"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question. `turn` is the question's number; `topic` is the competency that it asked about."""

    turn: int
    topic: str
    question: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """`text` is `[start:end]` of the answer at `turn`, in code points."""

    turn: int
    start: int
    end: int
    text: str


class Transcript:
    """The answers of an interview, by the numbers of their turns."""

    def __init__(self, answers: Sequence[Answer], language: str) -> None:
        """`language` is "ko" or "en". Raise ValueError if a turn has two answers."""
        self._answers = {answer.turn: answer for answer in answers}
        if len(self._answers) < len(answers):
            raise ValueError("A turn has two answers.")
        self.language = language

    @property
    def answers(self) -> list[Answer]:
        return list(self._answers.values())

    def about(self, topic: str) -> "Transcript":
        """Return the answers to questions about a competency; all of them if none asked about it."""
        relevant = [answer for answer in self.answers if answer.topic == topic]
        return Transcript(relevant or self.answers, self.language)

    def quote(self, turn: int, start: int, end: int) -> Citation:
        """Cut a quotation out of an answer. Raise ValueError if there is no such answer, or nothing in that place."""
        answer = self._answers.get(turn)
        if answer is None:
            raise ValueError(f"Turn {turn} has no answer.")
        if not 0 <= start < end <= len(answer.text):
            raise ValueError(f"Turn {turn} has {len(answer.text)} characters, so nothing from {start} to {end}.")
        return Citation(turn, start, end, answer.text[start:end])

    def verifies(self, quote: Citation) -> bool:
        """Return whether a quotation from elsewhere is what the candidate said in that place."""
        try:
            return self.quote(quote.turn, quote.start, quote.end) == quote
        except ValueError:
            return False

    def find(self, text: str) -> Citation | None:
        """Return the first place that says `text`, or None.

        White space, composed or decomposed characters, and quotation marks around it make no difference.
        """
        wanted = PlainText(text.strip().strip(_QUOTATION_MARKS).strip()).text.strip()
        if not wanted:
            return None
        for answer in self.answers:
            plain = self._plain[answer.turn]
            if (at := plain.text.find(wanted)) >= 0:
                return self.quote(answer.turn, *plain.origin(at, at + len(wanted)))
        return None

    def passages(self) -> list[Citation]:
        """Return everything that was said as passages in order: sentences, or parts of long ones.

        They do not overlap, and what is between them is white space.
        """
        return [self.quote(answer.turn, *span) for answer in self.answers for span in self._spans(answer.text)]

    @cached_property
    def _plain(self) -> dict[int, PlainText]:
        return {answer.turn: PlainText(answer.text) for answer in self.answers}

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        buffer = SentenceBuffer(self.language, clauses=False)
        for sentence in (*buffer.feed(text), *buffer.flush()):
            yield from _parts(text, sentence.start, sentence.end, LONGEST[self.language])


def _parts(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Yield `[start:end]` of a text in parts of at most `longest` characters, without white space around them."""
    while start < end:
        if text[start].isspace():
            start += 1
            continue
        cut = end if end - start <= longest else _cut(text, start, start + longest)
        stop = cut
        while text[stop - 1].isspace():
            stop -= 1
        yield start, stop
        start = cut


def _cut(text: str, start: int, limit: int) -> int:
    """Return where to cut before `limit`: behind a comma in the second half, else behind a space, else there."""
    middle = (start + limit) // 2
    for pattern in _BREAKS:
        found = [match.end() for match in pattern.finditer(text, middle, limit)]
        if found:
            return found[-1]
    return limit
