"""The form of a scorecard: what a page shows of it, and what a browser sends."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from interviews.evaluation.rubric import ANCHORED, SCORES, RubricCompetency
from interviews.models import Interview, Rating, Scorecard
from interviews.nfc import nfc
from interviews.services.rejected import Rejected
from interviews.services.scorecards import FilledCard, Judgement, Quoted

NO_EVIDENCE = "none"  # what the form sends as the score if there is not enough evidence
MAX_EDITOR_CHARS = 40


class Step(NamedTuple):
    """A score that can be chosen; `anchor` is "" if the position describes no behaviour for it."""

    score: int
    anchor: str


class Field(NamedTuple):
    """A competency in the form. `chosen` is the form's value of the score, "" as long as none is chosen."""

    place: int
    name: str
    steps: list[Step]
    chosen: str
    note: str
    quotes: list[Quoted]

    @property
    def anchors(self) -> list[Step]:
        return [step for step in self.steps if step.score in ANCHORED and step.anchor]


def fields_of(interview: Interview, card: Scorecard | None) -> list[Field]:
    """Return the form's competencies, filled in as `card` has them."""
    ratings = card.ratings.prefetch_related("quotes__turn") if card else ()
    known = {rating.competency: rating for rating in ratings}
    return [
        _field(index, competency, known.get(competency.name))
        for index, competency in enumerate(interview.rubric.competencies)
    ]


def fields_sent(interview: Interview, sheet: FilledCard) -> list[Field]:
    """Return the form's competencies, filled in as somebody has just sent them."""
    pairs = zip(interview.rubric.competencies, sheet.judgements, strict=True)
    return [
        Field(index, competency.name, _steps(competency), _chosen(sent), sent.note, list(sent.quotes))
        for index, (competency, sent) in enumerate(pairs)
    ]


def sheet_in(data: Any, interview: Interview) -> FilledCard:
    """Return what a form sends. Raises Rejected "malformed" if it makes no sense."""
    try:
        return FilledCard(
            rubric_version=data.get("rubric", ""),
            judgements=list(_judgements(data, len(interview.rubric.competencies))),
            recommendation=data.get("recommendation", ""),
            revision=_number(data.get("revision", "0")),
            editor=_clean(data.get("editor", ""))[:MAX_EDITOR_CHARS],
        )
    except ValueError:
        raise Rejected("malformed") from None


def _field(index: int, competency: RubricCompetency, rating: Rating | None) -> Field:
    steps = _steps(competency)
    if rating is None:
        return Field(index, competency.name, steps, "", "", [])
    quotes = [Quoted(each.turn.number, each.start, each.end, each.text) for each in rating.quotes.all()]
    return Field(index, competency.name, steps, _chosen(rating), rating.note, quotes)


def _steps(competency: RubricCompetency) -> list[Step]:
    return [Step(score, competency.anchors.get(score, "")) for score in SCORES]


def _chosen(rated: Rating | Judgement) -> str:
    return "" if not rated.is_rated else NO_EVIDENCE if rated.score is None else str(rated.score)


def _judgements(data: Any, count: int) -> Iterator[Judgement]:
    for index in range(count):
        chosen = data.get(f"score-{index}", "")
        score = None if chosen in ("", NO_EVIDENCE) else _number(chosen)
        quotes = [_quoted(value) for value in data.getlist(f"quote-{index}")]
        yield Judgement(bool(chosen), score, _clean(data.get(f"note-{index}", "")).strip(), quotes)


def _quoted(value: str) -> Quoted:
    turn, start, end, text = value.split(":", 3)
    # A form that is submitted without scripts sends each line break as two characters.
    return Quoted(_number(turn), _number(start), _number(end), text.replace("\r\n", "\n"))


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise ValueError(value)
    return int(value)


def _clean(text: str) -> str:
    # PostgreSQL has no text with a NUL.
    return nfc(text.replace("\0", "").replace("\r\n", "\n"))
