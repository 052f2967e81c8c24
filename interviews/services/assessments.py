"""Asks a model for its evidence about an interview, for people who have rated it themselves. It decides nothing."""

import secrets
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from interviews.access import roles
from interviews.evaluation.assessment import PASSES
from interviews.models import Assessment, Interview, Scorecard, Turn
from interviews.record import audit

from . import scorecards
from .rejected import Rejected

ASK = "ask_model"
MENTIONS_MODELS = "2026-11-29.3"  # the first consent text that says that a model may assess; later ones sort after it
SEEDS = 2**31


def refusal(interview: Interview, user: Any) -> str:
    """Return why the user may neither ask a model about an interview nor read what one found; "" if they may.

    "stranger" if they may not rate it, "off" if its position allows no model, "consent" if the candidate agreed to a
    text that does not say that a model may assess, "closed" if it cannot be rated, and "unrated" if the user has not
    submitted a scorecard: a draft is not enough, and who reads without rating gets no model's rating either.
    """
    if not roles.may_evaluate(user, interview):
        return "stranger"
    if not interview.position.is_assessed:
        return "off"
    if interview.consent_version < MENTIONS_MODELS:
        return "consent"
    if not scorecards.can_be_rated(interview):
        return "closed"
    if not interview.scorecards.submitted().filter(rater=user).exists():
        return "unrated"
    return ""


def readable_by(user: Any, interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Return those of the interviews of which `refusal` has nothing against the user."""
    places = [roles.where(user, f"{verb}_interview").filter("position") for verb in ("view", "evaluate")]
    answered = Turn.objects.filter(interview=OuterRef("pk"), status=Turn.Status.ANSWERED)
    own = Scorecard.objects.submitted().filter(interview=OuterRef("pk"), rater=user)
    rule = {"position__is_assessed": True, "consent_version__gte": MENTIONS_MODELS, "status__in": Interview.OVER}
    return interviews.filter(Exists(answered), Exists(own), *places, **rule)


def identity(model: str, sha256: str) -> str:
    """Return what a position keeps of the model that it was allowed."""
    return f"{model}:{sha256}"


@transaction.atomic
def ask(interview: Interview, user: Any) -> None:
    """Queue passes about the competencies of which there is no result yet, or one by another rubric.

    Raises Rejected with the codes of `refusal`; "running" if passes still wait, and "asked" if nothing is to be asked:
    nobody asks until they like the answer.
    """
    locked = Interview.objects.select_for_update(of=("self",)).select_related("position").get(pk=interview.pk)
    if why := refusal(locked, user):
        raise Rejected(why)
    if locked.assessments.open().exists():
        raise Rejected("running")
    wanted = wanting(locked)
    if not wanted:
        raise Rejected("asked")
    number = max(locked.assessments.values_list("round", flat=True), default=0) + 1
    rows = (
        Assessment(
            interview=locked, round=number, order=order, competency=name, number=one, seed=secrets.randbelow(SEEDS),
            rubric_version=locked.rubric.version, asked_by=user, asked_by_name=user.get_username(),
        )
        for order, name in wanted
        for one in range(1, PASSES + 1)
    )  # fmt: skip
    Assessment.objects.bulk_create(rows)
    audit.write(audit.staff(user), ASK, locked, round=number)


def wanting(interview: Interview) -> list[tuple[int, str]]:
    """Return the places and names of the competencies that a model may be asked about (again)."""
    rubric = interview.rubric
    have = newest(interview)
    done = {name for name, rows in have.items() if all(_counts(row, rubric.version) for row in rows)}
    return [(order, name) for order, name in enumerate(rubric.names, 1) if name not in done]


def newest(interview: Interview) -> dict[str, list[Assessment]]:
    """Return the passes of each competency's newest round, by its name."""
    found: dict[str, list[Assessment]] = {}
    for row in interview.assessments.order_by("round", "order", "number"):
        kept = found.setdefault(row.competency, [])
        if kept and kept[0].round != row.round:
            kept.clear()
        kept.append(row)
    return found


def _counts(row: Assessment, rubric_version: str) -> bool:
    return row.state == Assessment.State.DONE and row.rubric_version == rubric_version
