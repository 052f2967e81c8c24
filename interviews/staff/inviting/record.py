"""Keeps what staff did with many interviews, with who and when, in each one's history and in the security log."""

from collections.abc import Sequence
from typing import Any

import structlog
from django.http import HttpRequest

from interviews import services
from interviews.models import Interview

log = structlog.get_logger("security")


def note(request: HttpRequest, interviews: Sequence[Interview], kind: Any) -> None:
    """Keep that the user did this with each of the interviews. Call it in the transaction of what was done."""
    services.note_many(interviews, request.user, kind)
    log.info("staff action", user=request.user.pk, action=kind.value, interviews=len(interviews))
