"""What candidates ask of the people who invited them, and what becomes of it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from interviews.models import CandidateRequest, Interview, Organisation
from interviews.record import audit


def ask_people(interview: Interview, kind: str, text: str = "", reply_to: str = "") -> CandidateRequest:
    """Put a request before the people who invited this candidate. The same one again changes nothing while it is open.

    `kind` is one of CandidateRequest.Kind, `reply_to` how the candidate wants to be reached. Requests about a person's
    data have a day by which they must be answered.
    """
    due_at = timezone.now() + timedelta(days=Organisation.current().request_days)
    request, _is_new = CandidateRequest.objects.get_or_create(
        interview=interview, kind=kind, text=text, reply_to=reply_to, state=CandidateRequest.State.OPEN,
        defaults={"due_at": due_at if kind in CandidateRequest.RIGHTS else None},
    )  # fmt: skip
    return request


@transaction.atomic
def settle(request: CandidateRequest, state: str, by: Any, note: str = "") -> None:
    """Record what a member of staff has decided about a request, or that it is open again."""
    is_open = state == CandidateRequest.State.OPEN
    CandidateRequest.objects.filter(pk=request.pk).update(
        state=state, note=note, settled_at=None if is_open else Now(), settled_by=None if is_open else by
    )
    request.refresh_from_db()
    audit.write(audit.staff(by), audit.SETTLE, request, state=state, kind=request.kind)
