"""The page on which a person decides about a candidate, and another one confirms it. Others get 404."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interviews.access import roles
from interviews.models import DECISION_REASON_CHARS, Decision, Interview
from interviews.nfc import nfc
from interviews.services import decisions, scorecards
from interviews.services.rejected import Rejected

UNPROCESSABLE = 422
REFUSALS = {
    "closed": _("Nothing was decided: the interview is not over."),
    "no_reason": _("Write a reason first. It is kept with the decision."),
    "no_scorecard": _("Choose at least one scorecard that the decision rests on."),
    "unread": _("Read the scorecards first: submit your own, or choose to read without rating."),
    "own": _("Somebody else has to confirm what you decided."),
    "outdated": _("Nothing was confirmed: there is a newer decision, or somebody has confirmed this one."),
    "malformed": _("Something in this form is not valid. Choose a decision and write at most 2,000 characters."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decision_page(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show what was decided. A POST decides, or confirms a decision."""
    interview = _interview_for(request, interview_id)
    if request.method != "POST":
        return render(request, "staff/decision.html", _page(request, interview))
    if not roles.may_decide(request.user, interview):
        raise Http404
    try:
        done = _perform(request, interview)
    except Rejected as rejected:
        page = _page(request, interview) | {"refusal": REFUSALS[rejected.code], "sent": request.POST}
        return render(request, "staff/decision.html", page, status=UNPROCESSABLE)
    messages.success(request, str(done))
    return redirect("staff:decision", interview.pk)


def _interview_for(request: HttpRequest, interview_id: int) -> Interview:
    interview = Interview.objects.select_related("position", "candidate").filter(pk=interview_id).first()
    if interview is None or not interview.is_over or interview.practice:
        raise Http404
    if not roles.may_evaluate(request.user, interview):
        raise Http404
    return interview


def _perform(request: HttpRequest, interview: Interview) -> Any:
    if confirmed := request.POST.get("confirm", ""):
        decision = interview.decisions.filter(pk=_key(confirmed)).first()
        if decision is None:
            raise Rejected("outdated")
        decisions.confirm(decision, request.user)
        return _("The decision is confirmed. The candidate is not told by this service.")
    reason = nfc(request.POST.get("reason", "").replace("\0", "").replace("\r\n", "\n"))
    keys = [_key(value) for value in request.POST.getlist("scorecard")]
    made = decisions.decide(interview, request.user, request.POST.get("verdict", ""), reason, keys)
    if made.is_pending:
        return _("The decision is kept. It holds once a second person has confirmed it.")
    return _("The decision is kept. The candidate is not told by this service.")


def _key(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise Rejected("malformed")
    return int(value)


def _page(request: HttpRequest, interview: Interview) -> dict[str, Any]:
    may_read = scorecards.may_read_others(interview, request.user)
    made = list(interview.decisions.prefetch_related("scorecards").order_by("-pk"))
    newest = made[0] if made else None
    return {
        "interview": interview,
        "may_read": may_read,
        # Why others decided may lead somebody who is still to rate.
        "decisions": [each for each in made if may_read or not each.scorecards.all()],
        "cards": list(interview.scorecards.current().order_by("rater_name")) if may_read else [],
        "is_rated": interview.scorecards.submitted().exists(),
        "may_decide": roles.may_decide(request.user, interview),
        "may_confirm": newest is not None and newest.is_pending and newest.decided_by_id != request.user.pk,
        "newest": newest,
        "verdicts": Decision.Verdict.choices,
        "reason_chars": DECISION_REASON_CHARS,
    }
