"""What a worker does for exports: makes their parts, and deletes what is older than a day."""

import json
from datetime import timedelta

import structlog
from django.db.models.functions import Now
from django.utils import translation

from interviews.models import Export, ExportPart, Interview
from interviews.models.export import KEPT

from .account import Account, as_json
from .as_csv import as_csv
from .as_pdf import as_pdf
from .evaluated import may_have_findings, may_have_judgements

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)  # a part takes a fraction of a second

Format = Export.Format


def make_next() -> bool:
    """Make one part that waits. Return whether there was one."""
    part = ExportPart.objects.waiting().select_related("export__user").first()
    if part is None:
        return False
    if ExportPart.objects.waiting().filter(pk=part.pk).update(lease_expires_at=Now() + LEASE):
        _make(part)
    return True


def _make(part: ExportPart) -> None:
    interview = Interview.objects.select_related("position", "candidate").get(pk=part.interview_id)
    try:
        made = _contents(part, interview)
    except Exception as error:  # one interview that cannot be written must not hold up the others
        # Without its text and the traceback, which may quote an answer.
        log.error("interview not exported", interview=part.interview_id, error=type(error).__name__)
        ExportPart.objects.filter(pk=part.pk).update(failed=True)
    else:
        ExportPart.objects.filter(pk=part.pk).update(**made)


def _contents(part: ExportPart, interview: Interview) -> dict[str, bytes]:
    """Return the part without scorecards and decisions, and also with them if they may be read now.

    The latter has what a model found, too, for whom `assessments.refusal` lets read it.
    """
    form = part.export.format
    with translation.override(part.export.language):
        made = {"content": written(Account.of(interview), form)}
        if form != Format.CSV and may_have_judgements(part):
            made["with_judgements"] = written(Account.of(interview, with_judgements=True), form)
        if form != Format.CSV and may_have_findings(part):
            whole = Account.of(interview, with_judgements=True, with_findings=True)
            made["with_findings"] = written(whole, form)
    return made


def written(account: Account, form: str) -> bytes:
    """Return what an export in this format says of an interview, in the language that is active."""
    if form == Format.PDF:
        return as_pdf(account)
    if form == Format.CSV:
        return as_csv(account)
    return json.dumps(as_json(account), ensure_ascii=False, indent=1).encode()


def delete_old() -> None:
    """Delete the exports that were asked for more than a day ago."""
    Export.objects.filter(created_at__lt=Now() - KEPT).delete()
