"""Asks a model for its evidence, and shows what it found while it grows. Others than those who may ask get 404."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from interviews.assessing.findings import findings_of
from interviews.models import Interview
from interviews.record import audit
from interviews.record.transcript import question_numbers, transcript_of
from interviews.services import assessments
from interviews.services.rejected import Rejected

from .scorecard_page import interview_to_rate

REFUSALS = {
    "running": _("A model is at work on this interview already."),
    "asked": _("A model was asked about this interview already. It is not asked again for another result."),
}


@require_POST
def ask_model(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Queue a model's passes about the interview."""
    interview = _interview_for(request, interview_id)
    try:
        assessments.ask(interview, request.user)
    except Rejected as rejected:
        if rejected.code not in REFUSALS:
            raise Http404 from rejected
        messages.info(request, str(REFUSALS[rejected.code]))
    return redirect(reverse("staff:scorecards", args=[interview.pk]) + "#findings")


@never_cache
@require_safe
def findings_parts(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Return what changes on the page while a model is at work."""
    interview = _interview_for(request, interview_id)
    if request.method != "HEAD":
        audit.reading(request.user, interview)
    numbers = question_numbers(transcript_of(interview))
    page = {"interview": interview, "findings": findings_of(interview), "numbers": numbers}
    return render(request, "staff/evaluation/findings.html", page)


def _interview_for(request: HttpRequest, interview_id: int) -> Interview:
    interview = interview_to_rate(request, interview_id)
    if assessments.refusal(interview, request.user):
        raise Http404
    return interview
