"""Interviews that were rated and decided, of people with groups."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User

from interviews.models import Candidate, CandidateGroup, Interview
from tests.interviews.evaluation.cards import rater, submitted
from tests.interviews.scenes import finished


def decided(
    verdict: str, *scores: int | None, groups: Mapping[str, str] | None = None, by: User | None = None
) -> Interview:
    """Hold an interview, rate it if there are scores, and decide."""
    interview = finished()
    if scores:
        submitted(interview, by or User.objects.filter(username="ada").first() or rater(), *scores)
    decide(interview, verdict)
    candidate: Any = interview.candidate
    Candidate.objects.filter(pk=candidate.pk).update(external_id=f"HR-{candidate.pk}")
    for dimension, value in (groups or {}).items():
        CandidateGroup.objects.create(candidate=candidate, dimension=dimension, value=value)
    interview.refresh_from_db()
    return interview


def decide(interview: Interview, verdict: str) -> None:
    interview.decisions.create(
        verdict=verdict, reason="Because of what she said.", decided_by_name="Mina Manager", needs_confirmation=False
    )
