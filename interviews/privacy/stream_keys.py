"""What Redis has of an interview: the log of its stream, clips, the flag that stops a question, who is there."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from interviews.composition import current
from streaming.log import StreamKeys

from .person import PersonsData

GLOB = re.compile(r"([\[\]*?\\])")
BATCH = 500


def look(person: PersonsData) -> Counter[str]:
    return _counted(sum(1 for _key in _keys(person)))


def erase(person: PersonsData) -> Counter[str]:
    """Delete the keys. A worker that still speaks writes no new ones: it needs the interview's row for that."""
    keys = list(_keys(person))
    for start in range(0, len(keys), BATCH):
        current().redis.delete(*keys[start : start + BATCH])
    return _counted(len(keys))


def _keys(person: PersonsData) -> Iterator[bytes]:
    """Yield all keys of the interviews, whatever they are called: clips have the position at their end."""
    composition = current()
    for interview in person.interviews:
        clip = StreamKeys(composition.redis_prefix, interview.pk).clip
        of_interview = GLOB.sub(r"\\\1", clip.removesuffix("clip:"))
        yield from composition.redis.scan_iter(match=f"{of_interview}*", count=1000)


def _counted(number: int) -> Counter[str]:
    return Counter({str(_("keys in Redis")): number} if number else {})
