"""`{% organisation as company %}`, `{% days_kept interview as days %}`, `{% moment when %}`: a time and its zone."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interviews.models import Interview, Organisation
from interviews.privacy import retention
from interviews.record.moment import written

register = template.Library()

register.simple_tag(Organisation.current, name="organisation")


@register.simple_tag
def days_kept(interview: Interview) -> int | None:
    """Return for how many days after its end the interview is kept; None if nobody has said."""
    return retention.days_kept(interview.position)


@register.simple_tag
def moment(when: datetime) -> SafeString:
    """Return a `<time>` in the company's time zone. A script converts it to the reader's."""
    return format_html(
        '<time datetime="{}" data-local-time>{}</time>',
        when.isoformat(timespec="seconds"),
        written(when, Organisation.current().zone),
    )
