"""Interviews without an invitation, for who tries the interviewer out."""

from interviews import demo, services
from interviews.api.schemas import Wish
from interviews.models import ApiKey, Interview, Position
from interviews.services import Rejected

CANDIDATE_CHARS = 120


def make(wish: Wish, candidate: str, key: ApiKey | None = None) -> Interview:
    """A practice interview, ready to begin. Rejected "no_position" where the one that is wished for does not exist."""
    language = wish.language or ""
    return services.create_practice(_position(wish), candidate[:CANDIDATE_CHARS], language, key)


def _position(wish: Wish) -> Position:
    if wish.position is None:
        return demo.position(wish.language or demo.DEFAULT_LANGUAGE)
    if found := Position.objects.filter(slug=wish.position).first():
        return found
    raise Rejected("no_position")
