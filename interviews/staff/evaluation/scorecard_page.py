"""The page on which a person rates an interview: the transcript beside the competencies. Others get 404."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from interviews.access import roles
from interviews.models import NOTE_CHARS, Interview, Scorecard
from interviews.record import audit
from interviews.record.transcript import transcript_of
from interviews.services import scorecards
from interviews.services.rejected import Rejected
from interviews.services.scorecards import FilledCard

from .card_form import NO_EVIDENCE, fields_of, fields_sent, sheet_in

CONFLICT, UNPROCESSABLE = 409, 422
REFUSALS = {
    "closed": _("Nothing was saved: this interview cannot be rated any more."),
    "waived": _("You have read the scorecards of others without rating, so you cannot rate this interview."),
    "rubric": _("The position's competencies have changed. Load the page again: what was saved is still there."),
    "conflict": _(
        "This scorecard was changed in another window. Load the page again to see what it is now, or copy from here."
    ),
    "malformed": _("Something in this form is not valid. Load the page again: what was saved is still there."),
    "incomplete": _("It is not submitted yet: rate every competency and choose a recommendation."),
}
STATUS = {"conflict": CONFLICT, "rubric": CONFLICT, "closed": CONFLICT, "waived": CONFLICT}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scorecard(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show the user's own scorecard. A POST submits it."""
    interview = interview_to_rate(request, interview_id)
    if request.method != "POST":
        return render(request, "staff/scorecard.html", _page(request, interview))
    sheet = None
    try:
        sheet = sheet_in(request.POST, interview)
        scorecards.submit(interview, request.user, sheet)
    except Rejected as rejected:
        page = _page(request, interview, sheet) | {"refusal": REFUSALS[rejected.code]}
        return render(request, "staff/scorecard.html", page, status=STATUS.get(rejected.code, UNPROCESSABLE))
    messages.success(request, _("Your scorecard is submitted. You now see what others made of this interview."))
    return redirect("staff:scorecards", interview.pk)


@never_cache
@require_POST
def scorecard_draft(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Keep a draft. Replies with its revision, or with why it was not kept."""
    interview = interview_to_rate(request, interview_id)
    try:
        card = scorecards.save_draft(interview, request.user, sheet_in(request.POST, interview))
    except Rejected as rejected:
        reply = {"code": rejected.code, "message": str(REFUSALS[rejected.code])}
        return JsonResponse(reply, status=STATUS.get(rejected.code, UNPROCESSABLE))
    return JsonResponse({"revision": card.revision})


def interview_to_rate(request: HttpRequest, interview_id: int) -> Interview:
    """Return the interview if the request's user may evaluate it and it is over. Raises Http404."""
    interview = Interview.objects.select_related("position", "candidate").filter(pk=interview_id).first()
    if interview is None or not roles.may_evaluate(request.user, interview):
        raise Http404
    if not scorecards.can_be_rated(interview):
        raise Http404
    return interview


def _page(request: HttpRequest, interview: Interview, sent: FilledCard | None = None) -> dict[str, Any]:
    """Return what the page shows: what was just sent and refused, or else what is saved."""
    if request.method != "HEAD":
        audit.reading(request.user, interview)
    card = scorecards.newest(interview, request.user)
    shown = fields_sent(interview, sent) if sent else fields_of(interview, card)
    return {
        "interview": interview,
        "lines": transcript_of(interview),
        "card": card,
        "is_decided": scorecards.is_decided(interview),
        "is_waived": card is not None and card.state == Scorecard.State.WAIVED,
        "is_submitted": card is not None and card.state == Scorecard.State.SUBMITTED,
        "fields": shown,
        "recommended": sent.recommendation if sent else card.recommendation if card else "",
        "recommendations": Scorecard.Recommendation.choices,
        "rubric_version": interview.rubric.version,
        "no_evidence": NO_EVIDENCE,
        "note_chars": NOTE_CHARS,
    }
