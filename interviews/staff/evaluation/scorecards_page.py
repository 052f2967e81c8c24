"""The scorecards of one interview side by side, for those who have submitted theirs or rate no more."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interviews.assessing.findings import findings_of
from interviews.models import Interview
from interviews.record import audit
from interviews.record.transcript import question_numbers, transcript_of
from interviews.services import assessments, scorecards
from interviews.services.rejected import Rejected

from .scorecard_page import interview_to_rate
from .side_by_side import side_by_side


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scorecards_page(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show the scorecards. A POST gives up rating the interview, in order to read what others made of it."""
    interview = interview_to_rate(request, interview_id)
    if request.method == "POST":
        with suppress(Rejected):  # they have rated, and so may read anyway
            scorecards.waive(interview, request.user)
        return redirect("staff:scorecards", interview.pk)
    return render(request, "staff/scorecards.html", _page(request, interview))


def _page(request: HttpRequest, interview: Interview) -> dict[str, Any]:
    if not scorecards.may_read_others(interview, request.user):
        submitted = interview.scorecards.current().count()
        return {"interview": interview, "submitted": submitted}
    if request.method != "HEAD":
        audit.reading(request.user, interview)
    numbers = question_numbers(transcript_of(interview))
    page = {"interview": interview, "table": side_by_side(interview), "numbers": numbers}
    if not assessments.refusal(interview, request.user):
        page["findings"] = findings_of(interview)
    return page
