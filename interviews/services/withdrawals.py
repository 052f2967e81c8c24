"""Candidates who no longer want to take part."""

from django.db import transaction
from django.db.models.functions import Now

from interviews.models import Interview
from interviews.record import audit

from .rejected import Rejected
from .status import end_early


@transaction.atomic
def withdraw(interview: Interview) -> None:
    """End the interview for good because its candidate wants that, and keep when it was. What was sent stays stored.

    A second call changes nothing. Raises Rejected "over" if the interview had ended before.
    """
    if end_early(interview, by="candidate", withdrawn_at=Now()):
        audit.write(audit.CANDIDATE, audit.WITHDRAW, interview)
    else:
        interview.refresh_from_db(fields=["status", "withdrawn_at"])
        if interview.withdrawn_at is None:
            raise Rejected("over")
