"""Asks a worker for a file of interviews."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from interviews.models import Export, ExportPart, Interview

BATCH = 500


@transaction.atomic
def ask_for(user: Any, interviews: Sequence[Interview], form: str, language: str) -> Export:
    """Queue an export of the interviews, in their order, with headings in `language`.

    Raises ValueError if `form` is not a format.
    """
    export = Export.objects.create(user=user, format=Export.Format(form), language=language)
    parts = (ExportPart(export=export, interview=interview) for interview in interviews)
    ExportPart.objects.bulk_create(parts, batch_size=BATCH)
    return export
