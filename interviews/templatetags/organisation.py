"""`{% organisation as company %}`, and `{% moment when %}`: a time in the company's time zone, with the zone."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interviews.models import Organisation
from interviews.record.moment import written

register = template.Library()

register.simple_tag(Organisation.current, name="organisation")


@register.simple_tag
def moment(when: datetime) -> SafeString:
    """Return a `<time>` in the company's time zone. A script converts it to the reader's."""
    return format_html(
        '<time datetime="{}" data-local-time>{}</time>',
        when.isoformat(timespec="seconds"),
        written(when, Organisation.current().zone),
    )
