"""What people made of an interview, for those who may read it: submitted scorecards, and decisions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from interviews.access import roles
from interviews.models import Assessment, Decision, ExportPart, Interview, Rating, Scorecard
from interviews.services import assessments, scorecards

NOTHING = {"scorecards": None, "decisions": None, "model_passes": None}  # for who may read none of them


@dataclass(frozen=True, slots=True)
class Judgements:
    """All submitted versions of the raters' scorecards, and all decisions, each from the first to the last.

    `passes` are a model's, None for somebody who may not read them.
    """

    scorecards: Sequence[Scorecard]
    decisions: Sequence[Decision]
    current: frozenset[int]
    passes: Sequence[Assessment] | None = None

    @classmethod
    def of(cls, interview: Interview, *, with_findings: bool = False) -> "Judgements":
        cards = interview.scorecards.submitted().order_by("pk")
        return cls(
            list(cards.prefetch_related("ratings__quotes__turn")),
            list(interview.decisions.prefetch_related("scorecards").order_by("pk")),
            frozenset(interview.scorecards.current().values_list("pk", flat=True)),
            list(interview.assessments.order_by("pk")) if with_findings else None,
        )


def readable_parts(user: Any, parts: Any) -> Q:
    """Return the filter for those of the parts whose scorecards and decisions the user may read now."""
    places = [roles.where(user, name).filter("position") for name in ("view_interview", "evaluate_interview")]
    interviews = Interview.objects.filter(*places, pk__in=parts.order_by().values("interview"))
    return Q(interview__in=scorecards.readable_by(user, interviews).values("pk"))


def may_have_judgements(part: ExportPart) -> bool:
    """Return whether who asked for the export may read scorecards and decisions of the part's interview."""
    alone = ExportPart.objects.filter(pk=part.pk)
    return alone.filter(readable_parts(part.export.user, alone)).exists()


def parts_with_findings(user: Any, parts: Any) -> Q:
    """Return the filter for those of the parts of whose interview the user may read now what a model found."""
    interviews = Interview.objects.filter(pk__in=parts.order_by().values("interview"))
    return Q(interview__in=assessments.readable_by(user, interviews).values("pk"))


def may_have_findings(part: ExportPart) -> bool:
    """Return whether who asked for the export may read what a model found in the part's interview."""
    alone = ExportPart.objects.filter(pk=part.pk)
    return alone.filter(parts_with_findings(part.export.user, alone)).exists()


def as_json(judgements: Judgements, time: Callable[[datetime | None], str]) -> dict[str, Any]:
    """Return both as programs read them. `time` writes a moment; a decision names scorecards by their `id`."""
    return {
        "scorecards": [_card(card, card.pk in judgements.current, time) for card in judgements.scorecards],
        "decisions": [_decision(decision, time) for decision in judgements.decisions],
        "model_passes": None if judgements.passes is None else [_pass(row, time) for row in judgements.passes],
    }


def _pass(row: Assessment, time: Callable[[datetime | None], str]) -> dict[str, Any]:
    """Return a pass. Without a rating there was not enough evidence, or it failed. Offsets are in code points."""
    return {
        **row.on_record,
        "reason": row.reason,
        "quotes": [{"turn": turn, "start": start, "end": end} for turn, start, end in row.quotes],
        "to_the_software": [{"turn": turn, "start": start, "end": end} for turn, start, end in row.orders],
        "finished_at": time(row.finished_at),
    }


def _card(card: Scorecard, is_current: bool, time: Callable[[datetime | None], str]) -> dict[str, Any]:
    return {
        "id": card.pk,
        "rater": card.rater_name,
        "submitted_at": time(card.submitted_at),
        "is_current": is_current,
        "recommendation": card.recommendation,
        "rubric": card.rubric,
        "rubric_version": card.rubric_version,
        "ratings": [_rating(rating) for rating in card.ratings.all()],
    }


def _rating(rating: Rating) -> dict[str, Any]:
    """Return a rating. Without a score there was not enough evidence. Offsets are in code points."""
    return {
        "competency": rating.competency,
        "score": rating.score,
        "note": rating.note,
        "quotes": [
            {"turn": quote.turn.number, "start": quote.start, "end": quote.end, "text": quote.text}
            for quote in rating.quotes.all()
        ],
    }


def _decision(decision: Decision, time: Callable[[datetime | None], str]) -> dict[str, Any]:
    return {
        "verdict": decision.verdict,
        "reason": decision.reason,
        "decided_by": decision.decided_by_name,
        "decided_at": time(decision.decided_at),
        "needs_confirmation": decision.needs_confirmation,
        "confirmed_by": decision.confirmed_by_name,
        "confirmed_at": time(decision.confirmed_at),
        "told_at": time(decision.told_at),
        "scorecards": [card.pk for card in decision.scorecards.all()],
    }
