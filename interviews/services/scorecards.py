"""What raters do with their scorecards. Nobody else's scorecard is ever changed, and no submitted version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from interviews.models import MAX_QUOTES, NOTE_CHARS, Decision, Interview, Quote, Rating, Scorecard, Turn
from interviews.record import audit

from .rejected import Rejected

State = Scorecard.State
SUBMIT, WAIVE = "submit_scorecard", "waive_scorecard"


class Quoted(NamedTuple):
    """Words of an answer: the number of its turn, the offsets in code points, and the words themselves."""

    turn: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rater says about one competency. Rated without a score: there is not enough evidence."""

    is_rated: bool = False
    score: int | None = None
    note: str = ""
    quotes: Sequence[Quoted] = ()


@dataclass(frozen=True, slots=True)
class FilledCard:
    """A filled-in scorecard. `judgements` follow the competencies of the rubric whose version is `rubric_version`.

    `revision` is that of the rater's scorecard which the page began with, 0 if there was none; `editor` names the page.
    """

    rubric_version: str
    judgements: Sequence[Judgement]
    recommendation: str = ""
    revision: int = 0
    editor: str = ""


def can_be_rated(interview: Interview) -> bool:
    """Return whether there is something to rate: the interview is over, and a question was answered."""
    return interview.is_over and interview.turns.filter(status=Turn.Status.ANSWERED).exists()


def is_decided(interview: Interview) -> bool:
    """Return whether a decision holds after which nobody rates any more. One that puts on hold is none."""
    newest = interview.decisions.effective().order_by("-pk").first()
    return newest is not None and newest.verdict in Decision.FINAL


def may_read_others(interview: Interview, user: Any) -> bool:
    """Return whether what others submitted no longer influences the user: they have submitted, or rate no more."""
    return readable_by(user, Interview.objects.filter(pk=interview.pk)).exists()


def readable_by(user: Any, interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Return those of the interviews of which the user may read what others submitted.

    They have submitted their own, rate no more, or cannot rate any more because it is decided.
    """
    own = Scorecard.objects.filter(rater=user, state__in=[State.SUBMITTED, State.WAIVED])
    verdict = latest_verdict(OuterRef("pk"))
    decided = interviews.annotate(newest_verdict=verdict).filter(newest_verdict__in=Decision.FINAL)
    return interviews.filter(Q(pk__in=own.values("interview")) | Q(pk__in=decided.values("pk")))


def latest_verdict(interview: Any) -> Subquery:
    """Return the expression for the verdict that holds about an interview, null if there is none."""
    held = Decision.objects.effective().filter(interview=interview).order_by("-pk")
    return Subquery(held.values("verdict")[:1])


def newest(interview: Interview, user: Any) -> Scorecard | None:
    """Return the user's draft or, if there is none, the last version that they submitted."""
    return interview.scorecards.filter(rater=user).newest_first().first()


@transaction.atomic
def save_draft(interview: Interview, user: Any, sheet: FilledCard) -> Scorecard:
    """Keep the sheet as the user's draft, and return it.

    Raises Rejected: "closed" if the interview cannot be rated (any more); "waived" if the user has read what others
    submitted; "rubric" if the position's rubric has changed; "conflict" if another page has saved since `revision`;
    "malformed" if a score, a note or a quote is not valid.
    """
    locked = Interview.objects.select_for_update(of=("self",)).select_related("position").get(pk=interview.pk)
    if not can_be_rated(locked) or is_decided(locked):
        raise Rejected("closed")
    latest = newest(locked, user)
    _demand_fit(locked, latest, sheet)
    card = latest if latest and latest.state == State.DRAFT else _new_draft(locked, user)
    card.revision = (latest.revision if latest else 0) + 1
    card.editor, card.recommendation = sheet.editor, sheet.recommendation
    card.rubric, card.rubric_version = locked.rubric.to_json(), locked.rubric.version
    card.save()
    card.ratings.all().delete()
    _write(card, locked, sheet)
    return card


@transaction.atomic
def submit(interview: Interview, user: Any, sheet: FilledCard) -> Scorecard:
    """Keep the sheet as a version that counts. Raises Rejected as `save_draft` does, and "incomplete"."""
    card = save_draft(interview, user, sheet)
    if not sheet.recommendation or not all(each.is_rated for each in sheet.judgements):
        raise Rejected("incomplete")
    Scorecard.objects.filter(pk=card.pk).update(state=State.SUBMITTED, submitted_at=Now())
    card.refresh_from_db()
    audit.write(audit.staff(user), SUBMIT, interview, scorecard=card.pk)
    return card


@transaction.atomic
def waive(interview: Interview, user: Any) -> None:
    """Keep that the user reads what others submitted and rates no more. Raises Rejected "rated" if they have rated."""
    locked = Interview.objects.select_for_update().get(pk=interview.pk)
    latest = newest(locked, user)
    if latest and latest.state == State.WAIVED:
        return
    if locked.scorecards.filter(rater=user, state=State.SUBMITTED).exists():
        raise Rejected("rated")
    locked.scorecards.filter(rater=user, state=State.DRAFT).delete()
    card = _new_draft(locked, user)
    card.state, card.rubric, card.rubric_version = State.WAIVED, locked.rubric.to_json(), locked.rubric.version
    card.save()
    audit.write(audit.staff(user), WAIVE, locked)


def _demand_fit(interview: Interview, latest: Scorecard | None, sheet: FilledCard) -> None:
    if latest and latest.state == State.WAIVED:
        raise Rejected("waived")
    if sheet.rubric_version != interview.rubric.version:
        raise Rejected("rubric")
    if latest and latest.revision != sheet.revision and not _is_of_the_same_page(latest, sheet):
        raise Rejected("conflict")
    if len(sheet.judgements) != len(interview.rubric.competencies):
        raise Rejected("malformed")
    if sheet.recommendation and sheet.recommendation not in Scorecard.Recommendation.values:
        raise Rejected("malformed")


def _is_of_the_same_page(latest: Scorecard, sheet: FilledCard) -> bool:
    """Return whether the page that saved last sent this sheet, too: it may not have received the last reply."""
    return latest.state == State.DRAFT and bool(sheet.editor) and latest.editor == sheet.editor


def _new_draft(interview: Interview, user: Any) -> Scorecard:
    return Scorecard(interview=interview, rater=user, rater_name=user.get_username())


def _write(card: Scorecard, interview: Interview, sheet: FilledCard) -> None:
    answers = {turn.number: turn for turn in interview.turns.filter(status=Turn.Status.ANSWERED)}
    rows = zip(interview.rubric.names, sheet.judgements, strict=True)
    ratings = [_rating(card, order, name, judgement) for order, (name, judgement) in enumerate(rows, 1)]
    Rating.objects.bulk_create(ratings)
    Quote.objects.bulk_create(
        quote
        for rating, judgement in zip(ratings, sheet.judgements, strict=True)
        for quote in _quotes(rating, judgement, answers)
    )


def _rating(card: Scorecard, order: int, name: str, judgement: Judgement) -> Rating:
    if len(judgement.note) > NOTE_CHARS or len(judgement.quotes) > MAX_QUOTES:
        raise Rejected("malformed")
    if judgement.score is not None and not (judgement.is_rated and 1 <= judgement.score <= 5):
        raise Rejected("malformed")
    return Rating(
        scorecard=card, order=order, competency=name, is_rated=judgement.is_rated, score=judgement.score,
        note=judgement.note,
    )  # fmt: skip


def _quotes(rating: Rating, judgement: Judgement, answers: dict[int, Turn]) -> list[Quote]:
    made = []
    for turn, start, end, text in dict.fromkeys(judgement.quotes):
        said = answers[turn].answer if turn in answers else ""
        if not 0 <= start < end <= len(said) or said[start:end] != text or not text.strip():
            raise Rejected("malformed")
        made.append(Quote(rating=rating, turn=answers[turn], start=start, end=end, text=text))
    return made
