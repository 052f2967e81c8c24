"""The record of an evaluated interview: its questions, answers and times."""

from dataclasses import dataclass, field

from evaluate.candidates.speaker import Said
from evaluate.measures.scores import Score
from interviews.interviewer.ask import Ask

# Whose words a question is in. QUOTED: code's, around a few words of the answer that the model picked.
MODEL, QUOTED, STOCK, BANK = "model", "quoted", "stock", "bank"


@dataclass(frozen=True, slots=True)
class RefusedTry:
    """A wording of the model's that the product's check refused: the flaw, its detail, and what the model wrote."""

    flaw: str
    detail: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionTimes:
    """Milliseconds from the moment when the question was due: to the first text that could be shown, to the first word
    of the model's own that could be shown (None if there is none), and to the end."""

    first_text: float
    first_word: float | None
    whole: float


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as the candidate heard it.

    `words` says whose words it is in: MODEL, QUOTED, STOCK or BANK. `stem` is the beginning that code wrote for the
    model. `tries` counts the wordings that were asked of the model.
    """

    ask: Ask
    text: str
    words: str
    stem: str
    tries: int
    refused: tuple[RefusedTry, ...]
    times: QuestionTimes


@dataclass(slots=True)
class Turn:
    """A question, what was said to it (None to the closing words), and a judge's score, if there is a judge."""

    asked: AskedQuestion
    said: Said | None = None
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class HeldInterview:
    """An interview from its first question to its closing words.

    `number` is its session, from which its seeds follow. `topics` and `questions` are the plan's.
    """

    name: str
    number: int
    language: str
    manner: str
    title: str
    topics: tuple[str, ...]
    questions: int
    turns: list[Turn] = field(default_factory=list)
