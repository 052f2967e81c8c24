"""How an interview ends for the candidate: by withdrawing, and with a transcript to keep."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from interviews import services
from interviews.models import Interview, Organisation
from interviews.record.candidates_copy import as_text, told_turns
from interviews.services import Rejected

from .visit import candidates_own


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Say what withdrawing means. The page's button does it. 404 for anybody but the candidate's browser."""
    interview = candidates_own(request, interview_id)
    if request.method == "POST":
        try:
            services.withdraw(interview)
        except Rejected:
            return redirect("interviews:room", interview.pk)
    if interview.is_over and not interview.withdrawn_at:
        return redirect("interviews:room", interview.pk)
    return render(request, "interviews/withdraw.html", {"interview": interview, "company": Organisation.current()})


@never_cache
@require_safe
def transcript(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show the candidate what was asked and answered. 404 unless the company lets candidates keep it."""
    interview = _finished(request, interview_id)
    return render(request, "interviews/transcript.html", {"interview": interview, "turns": told_turns(interview)})


@never_cache
@require_safe
def transcript_file(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Return the transcript as a text file."""
    interview = _finished(request, interview_id)
    response = HttpResponse(as_text(interview), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="interview-{interview.pk}.txt"'
    return response


def _finished(request: HttpRequest, interview_id: int) -> Interview:
    interview = candidates_own(request, interview_id)
    if not may_keep(interview, Organisation.current()):
        raise Http404
    return interview


def may_keep(interview: Interview, company: Organisation) -> bool:
    """Return whether the candidate may read and download the transcript now."""
    return company.candidates_keep_transcript and interview.status == Interview.Status.FINISHED
