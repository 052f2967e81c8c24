"""`{{ turn.interrupted_seconds|duration }}`: for how long the interviewer was away, in words."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def duration(seconds: int) -> str:
    """Return whole seconds as "40 s" or "2 min 5 s", in the reader's language."""
    minutes, rest = divmod(seconds, 60)
    text = _("{minutes} min {seconds} s") if minutes else _("{seconds} s")
    return text.format(minutes=minutes, seconds=rest)
