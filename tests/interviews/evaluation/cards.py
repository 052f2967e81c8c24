"""Scorecards to rate with: filled-in sheets and people who send them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client

from interviews.models import Interview, Scorecard
from interviews.services import scorecards
from interviews.services.scorecards import FilledCard, Judgement, Quoted

EVALUATE = ("view_interview", "evaluate_interview")


def rater(name: str = "ada", *permissions: str) -> User:
    """Create a member of staff who may evaluate interviews, or has exactly these permissions."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions or EVALUATE))
    return user


def browser(user: User, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def sheet(interview: Interview, *scores: int | None, **more: Any) -> FilledCard:
    """Return a sheet with these scores, in the order of the competencies; None: not enough evidence."""
    judgements = [Judgement(is_rated=True, score=score) for score in scores]
    unrated = len(interview.rubric.competencies) - len(scores)
    found = {"recommendation": "yes", "judgements": judgements + [Judgement()] * unrated} | more
    return FilledCard(interview.rubric.version, **found)


def submitted(interview: Interview, user: User, *scores: int | None, **more: Any) -> Scorecard:
    latest = scorecards.newest(interview, user)
    return scorecards.submit(
        interview, user, sheet(interview, *scores, revision=latest.revision if latest else 0, **more)
    )


def quoted(interview: Interview, words: str, turn: int = 1) -> Quoted:
    """Return these words of an answer as a quote."""
    start = interview.turns.get(number=turn).answer.index(words)
    return Quoted(turn, start, start + len(words), words)


def with_quotes(interview: Interview, quotes: Sequence[Quoted], note: str = "") -> FilledCard:
    """Return a sheet whose first competency rests on these quotes, and is a 4."""
    rest = [Judgement(is_rated=True, score=3)] * (len(interview.rubric.competencies) - 1)
    return sheet(interview, judgements=[Judgement(True, 4, note, quotes), *rest])
