"""The page with what a candidate may get about the outcome, its file, and the note that they were told."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from interviews.access import roles
from interviews.exporting.outcome_pack import NOTICE_CHARS, OutcomePack, as_pdf, pack_of
from interviews.models import Interview, StaffAction
from interviews.models.position import Language
from interviews.nfc import nfc
from interviews.record import audit
from interviews.services import outcomes
from interviews.services.rejected import Rejected

UNPROCESSABLE = 422
OUTDATED = _("Nothing was noted: another decision holds now. Read this page again.")
NO_NOTICE = _("Write what the candidate is to read, in at most 4,000 characters.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome_page(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show what the candidate may get. A POST notes that they were told."""
    interview = _interview_for(request, interview_id)
    if request.method == "POST":
        return _tell(request, interview)
    pack = _pack(request.GET, interview)
    if pack and request.method != "HEAD":
        audit.write(audit.staff(request.user), outcomes.OPEN, interview)
    return render(request, "staff/outcome.html", _page(interview, pack))


@never_cache
@require_POST
def outcome_file(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Send the pack as a PDF file, with the notice as it was edited."""
    interview = _interview_for(request, interview_id)
    pack = _pack(request.POST, interview)
    if pack is None:
        raise Http404
    notice = nfc(request.POST.get("notice", "").replace("\0", "").replace("\r\n", "\n")).strip()
    if not notice or len(notice) > NOTICE_CHARS:
        page = _page(interview, pack) | {"refusal": NO_NOTICE, "notice": notice}
        return render(request, "staff/outcome.html", page, status=UNPROCESSABLE)
    audit.write(audit.staff(request.user), outcomes.DOWNLOAD, interview)
    response = HttpResponse(as_pdf(pack, notice), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="outcome-{interview.pk}-{pack.language}.pdf"'
    return response


def _interview_for(request: HttpRequest, interview_id: int) -> Interview:
    interview = Interview.objects.select_related("position", "candidate").filter(pk=interview_id).first()
    if interview is None or not interview.is_over or interview.practice:
        raise Http404
    if not roles.may_decide(request.user, interview):
        raise Http404
    return interview


def _tell(request: HttpRequest, interview: Interview) -> HttpResponse:
    key = request.POST.get("decision", "")
    try:
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            raise Rejected("outdated")
        outcomes.tell(interview, request.user, int(key))
    except Rejected:
        page = _page(interview, _pack(request.GET, interview)) | {"refusal": OUTDATED}
        return render(request, "staff/outcome.html", page, status=UNPROCESSABLE)
    messages.success(request, str(_("It is noted that the candidate was told.")))
    return redirect("staff:outcome", interview.pk)


def _pack(asked: Any, interview: Interview) -> OutcomePack | None:
    """Return the pack in the language that was asked for, or else the interview's; None if no decision is final."""
    decision = outcomes.final_decision(interview)
    language = asked.get("language", "")
    chosen = language if language in Language.values else interview.language
    return pack_of(interview, decision, chosen) if decision else None


def _page(interview: Interview, pack: OutcomePack | None) -> dict[str, Any]:
    decision = outcomes.final_decision(interview)
    told = interview.staff_actions.filter(kind=StaffAction.Kind.TOLD).order_by("-pk").first()
    newest = interview.decisions.order_by("-pk").first()
    return {
        "interview": interview,
        "pack": pack,
        "notice": pack.notice if pack else "",
        "notice_chars": NOTICE_CHARS,
        "languages": Language.choices,
        "decision": decision,
        "is_to_tell": decision is not None and decision.verdict in outcomes.TO_TELL,
        "due_at": outcomes.due_at(interview),
        "told": told,
        "newer_waits": newest is not None and newest.is_pending,
    }
