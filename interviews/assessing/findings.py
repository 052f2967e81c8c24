"""What a model found in an interview, put together for people. Reads, and decides nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from interviews.evaluation.assessment import Combined, OnePass, combined
from interviews.evaluation.evidence import Citation
from interviews.evaluation.score_spread import ScoreSpread
from interviews.models import Assessment, Interview, Turn
from interviews.services import assessments

State = Assessment.State


@dataclass(frozen=True, slots=True)
class FoundCompetency(ScoreSpread):
    """The newest passes about a competency. `together` is None until one has ended well."""

    name: str
    passes: Sequence[Assessment]
    quotes: Sequence[Citation]
    together: Combined | None

    @property
    def made(self) -> int:
        return len(self.done)

    @property
    def done(self) -> list[Assessment]:
        return [row for row in self.passes if row.state == State.DONE]

    @property
    def is_open(self) -> bool:
        return any(row.state in Assessment.OPEN for row in self.passes)

    @property
    def failures(self) -> list[str]:
        """Why passes have failed, each reason once."""
        failed = (row.get_failure_display() for row in self.passes if row.state == State.FAILED)
        return list(dict.fromkeys(map(str, failed)))

    @property
    def scores(self) -> list[int]:
        return [row.rating for row in self.done if row.rating is not None]

    @property
    def left_out(self) -> int:
        return max((row.left_out for row in self.done), default=0)

    @property
    def dropped(self) -> int:
        return sum(row.dropped for row in self.done)

    @property
    def withheld(self) -> int:
        return max((row.withheld for row in self.done), default=0)


class Piece(NamedTuple):
    """A part of an answer, and the competencies for which it is quoted."""

    text: str
    names: Sequence[str]


class QuotedAnswer(NamedTuple):
    number: int
    question: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Findings:
    """`may_ask` tells that there is a competency to ask about (again), and nothing waits.

    `has_anchors` tells whether the position describes what earns a score. `orders` is what speaks to the software.
    """

    competencies: Sequence[FoundCompetency]
    answers: Sequence[QuotedAnswer]
    orders: Sequence[Citation]
    may_ask: bool
    has_anchors: bool

    @property
    def total(self) -> int:
        return sum(len(each.passes) for each in self.competencies)

    @property
    def ended(self) -> int:
        return sum(row.state not in Assessment.OPEN for each in self.competencies for row in each.passes)

    @property
    def is_open(self) -> bool:
        return self.ended < self.total

    @property
    def models(self) -> list[tuple[str, str]]:
        """The models, each with the beginning of its file's hash, or ""."""
        rows = (row for each in self.competencies for row in each.passes if row.model)
        return list(dict.fromkeys((row.model, row.model_sha256[:12]) for row in rows))


def findings_of(interview: Interview) -> Findings:
    """Return the newest findings, in the order of the rubric."""
    said = {turn.number: turn for turn in interview.turns.filter(status=Turn.Status.ANSWERED)}
    newest = assessments.newest(interview)
    names = [name for name in interview.rubric.names if name in newest]
    found = [_found(name, newest[name], said) for name in names]
    answers = [_marked(said[number], found) for number in sorted({q.turn for each in found for q in each.quotes})]
    is_open = any(each.is_open for each in found)
    orders = _cut((place for name in names for row in newest[name] for place in row.orders), said)
    may_ask = not is_open and bool(assessments.wanting(interview))
    return Findings(found, answers, sorted(set(orders)), may_ask, interview.rubric.is_anchored)


def _found(name: str, rows: Sequence[Assessment], said: dict[int, Turn]) -> FoundCompetency:
    passes = [_as_pass(row, said) for row in rows if row.state == State.DONE]
    together = combined(passes) if passes else None
    return FoundCompetency(name, rows, together.quotes if together else (), together)


def _as_pass(row: Assessment, said: dict[int, Turn]) -> OnePass:
    return OnePass(tuple(_cut(row.quotes, said)), row.rating, row.reason, row.dropped)


def _cut(places: Iterable[Sequence[int]], said: dict[int, Turn]) -> list[Citation]:
    """Return the words that kept places point at."""
    return [Citation(turn, start, end, said[turn].answer[start:end]) for turn, start, end in places if turn in said]


def _marked(turn: Turn, found: Sequence[FoundCompetency]) -> QuotedAnswer:
    """Return an answer in pieces, cut wherever a quotation begins or ends."""
    text = turn.answer
    marks = [(q.start, q.end, each.name) for each in found for q in each.quotes if q.turn == turn.number]
    edges = sorted({0, len(text), *(edge for start, end, _name in marks for edge in (start, end))})
    pieces = [
        Piece(text[start:end], list(dict.fromkeys(name for low, high, name in marks if low <= start < high)))
        for start, end in pairwise(edges)
    ]
    return QuotedAnswer(turn.number, turn.question, pieces)
