"""Practice interviews: no invitation, no consent, and no statistics count them."""

from typing import NamedTuple

from interviews import demo, services
from interviews.models import ApiKey, Interview, Position
from interviews.services import Rejected

CANDIDATE_CHARS = 120


class PracticeRequest(NamedTuple):
    """What a new practice interview is about.

    `position` is a short name; None means the demo position. `language` is a language code; None means the position's
    language.
    """

    position: str | None = None
    language: str | None = None


def create(request: PracticeRequest, candidate: str, key: ApiKey | None = None) -> Interview:
    """Create a practice interview that is ready to start.

    `candidate` is the name to show, cut to 120 characters. `key` is the API key that asks for the interview, if one
    does. Raises Rejected("no_position") if the position does not exist.
    """
    return services.create_practice(_position(request), candidate[:CANDIDATE_CHARS], request.language or "", key)


def _position(request: PracticeRequest) -> Position:
    if request.position is None:
        return demo.position(request.language or demo.DEFAULT_LANGUAGE)
    if found := Position.objects.filter(slug=request.position).first():
        return found
    raise Rejected("no_position")
