"""Practice interviews: no invitation, no consent, and no statistics count them."""

from datetime import timedelta
from math import ceil
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from interviews import demo, services
from interviews.models import ApiKey, Interview, Position
from interviews.models.candidate import NAME_CHARS
from interviews.services import Rejected

from .api_keys import TooManyRequests

DAY = timedelta(days=1)


class PracticeRequest(NamedTuple):
    """What a new practice interview is about.

    `position` is a short name; None means the demo position. `language` is a language code; None means the position's
    language.
    """

    position: str | None = None
    language: str | None = None


def create(request: PracticeRequest, name: str, key: ApiKey | None = None) -> Interview:
    """Create a practice interview that is ready to start.

    `name` is who practises, cut to 120 characters. `key` is the API key that asks for the interview, if one does.
    Raises Rejected("no_position") if the position does not exist or the key may not practise it, and TooManyRequests
    if the key has created its day's share of interviews.
    """
    position = _position(request, key)
    with transaction.atomic():
        if key:
            _count(key)
        return services.create_practice(position, name[:NAME_CHARS], request.language or "", key)


def _position(request: PracticeRequest, key: ApiKey | None) -> Position:
    if request.position is None:
        return demo.position(request.language or demo.DEFAULT_LANGUAGE)
    found = Position.objects.filter(slug=request.position).first()
    if found is None or (key and not _may_practise(key, found)):
        raise Rejected("no_position")
    return found


def _may_practise(key: ApiKey, position: Position) -> bool:
    is_demo = position.slug in {fields["slug"] for fields in demo.POSITIONS.values()}
    return is_demo or key.positions.filter(pk=position.pk).exists()


def _count(key: ApiKey) -> None:
    """Raise TooManyRequests if the key's interviews of the last day are as many as it may create."""
    ApiKey.objects.select_for_update().get(pk=key.pk)  # so that two requests at once do not share the last place
    since = timezone.now() - DAY
    latest = key.interviews.filter(created_at__gt=since).order_by("-created_at").values_list("created_at", flat=True)
    if full := latest[key.practice_per_day - 1 : key.practice_per_day]:
        raise TooManyRequests(max(1, ceil((full[0] - since).total_seconds())))
