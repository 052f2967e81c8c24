"""Keeps what staff did with many interviews, with who and when, in each one's history and in the security log."""

from collections.abc import Sequence
from typing import Any

import structlog
from django.http import HttpRequest

from interviews.models import Interview, StaffAction

log = structlog.get_logger("security")

BATCH = 500


def note(request: HttpRequest, interviews: Sequence[Interview], kind: Any) -> None:
    """Keep that the user did this with each of the interviews. Call it in the transaction of what was done."""
    about: dict[str, Any] = {"user": request.user, "user_name": request.user.get_username(), "kind": kind}
    StaffAction.objects.bulk_create((StaffAction(interview=each, **about) for each in interviews), batch_size=BATCH)
    log.info("staff action", user=request.user.pk, action=kind.value, interviews=len(interviews))
