"""What an auditor gets: decisions, ratings, groups and the models on record, by pseudonym. No name and no text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from interviews.inviting import safe_csv
from interviews.models import Assessment, Decision, Interview, Organisation, Position, Scorecard
from interviews.record import audit

from . import groups
from .outcomes_by_group import decided

FORMAT = 1
MOST = 5_000  # interviews, the latest
PSEUDONYM_CHARS = 16
HEADINGS = (
    *("interview", "candidate", "position", "language", "verdict", "decided_on", "by", "rater", "given_on"),
    *("is_current", "competency", "score", "rubric_version", "model", "model_sha256", "prompt_sha256", "seed"),
)


def pseudonym(kind: str, key: object) -> str:
    """Return a name that is always the same for this person or thing, and that only this site can trace back."""
    return salted_hmac(f"interviews.monitoring.{kind}", str(key), algorithm="sha256").hexdigest()[:PSEUDONYM_CHARS]


@dataclass(frozen=True, slots=True)
class AuditorsCopy:
    """The interviews that are decided, the latest MOST of them; `left_out` counts the others."""

    interviews: Sequence[Interview]
    left_out: int
    dimensions: Sequence[str]
    groups: dict[str, dict[int, str]]

    @classmethod
    def of(cls, position: Position | None = None) -> "AuditorsCopy":
        found = decided(position)
        latest = found.select_related("position").prefetch_related(
            "scorecards__ratings", "decisions", "assessments"
        ).order_by("-pk")[:MOST]  # fmt: skip
        names = groups.dimensions()
        return cls(
            list(latest), max(0, found.count() - MOST), names, {name: groups.by_candidate(name) for name in names}
        )

    def groups_of(self, interview: Interview) -> dict[str, str]:
        """Return the candidate's groups by dimension, "" for those that are not known."""
        return {name: self.groups[name].get(interview.candidate_id or 0, "") for name in self.dimensions}


def as_json(copy: AuditorsCopy) -> dict[str, Any]:
    """Return the copy as programs read it. Days are in the company's time zone."""
    day = _days()
    trail = audit.verify()
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "interviews_left_out": copy.left_out,
        "audit_trail": {"entries": trail.number, "last_hash": trail.hash, "fault": trail.fault},
        "rubrics": _rubrics(copy.interviews),
        "interviews": [_interview(each, copy, day) for each in copy.interviews],
    }


def as_csv(copy: AuditorsCopy) -> bytes:
    """Return a line for each rating of a person and for each pass of a model about a competency."""
    headings = [*HEADINGS, *(f"group: {name}" for name in copy.dimensions)]
    return safe_csv.write(headings, _lines(copy))


def _days() -> Any:
    zone = Organisation.current().zone

    def day(moment: datetime | None) -> date | str:
        return moment.astimezone(zone).date().isoformat() if moment else ""

    return day


def _rubrics(interviews: Sequence[Interview]) -> dict[str, Any]:
    cards = [card for each in interviews for card in _submitted(each)]
    return {card.rubric_version: card.rubric for card in cards}


def _submitted(interview: Interview) -> list[Scorecard]:
    return [card for card in interview.scorecards.all() if card.state == Scorecard.State.SUBMITTED]


def _current(cards: Sequence[Scorecard]) -> set[int]:
    """Return the keys of each rater's newest scorecard."""
    return set({card.rater_id or card.rater_name: card.pk for card in sorted(cards, key=lambda card: card.pk)}.values())


def _rater(card: Scorecard) -> str:
    return pseudonym("rater", card.rater_id or card.rater_name)


def _interview(interview: Any, copy: AuditorsCopy, day: Any) -> dict[str, Any]:
    cards = _submitted(interview)
    current = _current(cards)
    return {
        "interview": pseudonym("interview", interview.pk),
        "candidate": pseudonym("candidate", interview.candidate_id),
        "position": interview.position.slug,
        "language": interview.language,
        "consent_version": interview.consent_version,
        "verdict": interview.verdict,
        "groups": copy.groups_of(interview),
        "scorecards": [_card(card, card.pk in current, day) for card in cards],
        "model_passes": [_pass(row, day) for row in interview.assessments.all()],
        "decisions": [_decision(decision, day) for decision in interview.decisions.all()],
    }


def _card(card: Scorecard, is_current: bool, day: Any) -> dict[str, Any]:
    return {
        "rater": _rater(card),
        "submitted_on": day(card.submitted_at),
        "is_current": is_current,
        "recommendation": card.recommendation,
        "rubric_version": card.rubric_version,
        "scores": {rating.competency: rating.score for rating in card.ratings.all()},
    }


def _pass(row: Assessment, day: Any) -> dict[str, Any]:
    return {
        **row.on_record,
        "quotations": len(row.quotes),
        "quotations_dropped": row.dropped,
        "passages_withheld": row.withheld,
        "passages_to_the_software": len(row.orders),
        "finished_on": day(row.finished_at),
    }


def _decision(decision: Decision, day: Any) -> dict[str, Any]:
    return {
        "verdict": decision.verdict,
        "by": pseudonym("rater", decision.decided_by_id or decision.decided_by_name),
        "decided_on": day(decision.decided_at),
        "needs_confirmation": decision.needs_confirmation,
        "confirmed_on": day(decision.confirmed_at),
        "told_on": day(decision.told_at),
    }


def _lines(copy: AuditorsCopy) -> Iterator[list[object]]:
    day = _days()
    for interview in copy.interviews:
        about = _about(interview, day)
        own = list(copy.groups_of(interview).values())
        cards = _submitted(interview)
        current = _current(cards)
        for card in cards:
            given = ["person", _rater(card), day(card.submitted_at), card.pk in current]
            for rating in card.ratings.all():
                score = "" if rating.score is None else rating.score
                yield [*about, *given, rating.competency, score, card.rubric_version, "", "", "", "", *own]
        for row in interview.assessments.all():
            given = ["model", "", day(row.finished_at), ""]
            score = "" if row.rating is None else row.rating
            made = [row.rubric_version, row.model, row.model_sha256, row.prompt_sha256, row.seed]
            yield [*about, *given, row.competency, score, *made, *own]


def _about(interview: Any, day: Any) -> list[object]:
    held = [decision for decision in interview.decisions.all() if not decision.is_pending]
    return [
        pseudonym("interview", interview.pk), pseudonym("candidate", interview.candidate_id), interview.position.slug,
        interview.language, interview.verdict, day(held[-1].decided_at if held else None),
    ]  # fmt: skip
