"""The page of one interview for staff: live, or as it was. Strangers, and staff without the permission, get 404."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from interviews.access import roles
from interviews.composition import current
from interviews.models import Interview, Turn
from interviews.record import audit, history, snapshot
from interviews.record.timeline import timeline_of
from interviews.record.transcript import Passage, transcript_of
from interviews.services import scorecards

from . import actions, latency

UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interview_page(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show the interview. A POST carries out an action."""
    interview = _interview_for(request, interview_id)
    if request.method != "POST":
        return render(request, "staff/interview.html", _page(request, interview))
    if not roles.may_act(request.user, interview):
        raise Http404
    try:
        action = actions.perform(interview, request.POST, request.user)
    except actions.ActionRefused as refused:
        interview.refresh_from_db()
        context = _page(request, interview) | {"refusal": refused.message, "asked": request.POST.dict()}
        return render(request, "staff/interview.html", context, status=UNPROCESSABLE)
    messages.success(request, str(action.done))
    return redirect("staff:interview", interview.pk)


@never_cache
@require_safe
def interview_parts(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Return what changes on the page while it is open. Each request says that its reader is still there."""
    interview = _interview_for(request, interview_id)
    return render(request, "staff/parts.html", _parts(request, interview))


def _interview_for(request: HttpRequest, interview_id: int) -> Interview:
    interview = Interview.objects.select_related("position", "candidate").filter(pk=interview_id).first()
    if interview is None or not roles.may_watch(request.user, interview):
        raise Http404
    return interview


def _page(request: HttpRequest, interview: Interview) -> dict[str, Any]:
    # Read before the turns: what ends in between is then sent twice rather than never.
    position = snapshot.position(snapshot.last_closed(interview))
    parts = _parts(request, interview)
    # A running interview is played again from the record, too: the log of what was said earlier may be gone.
    is_replay = not interview.is_over and "replay" in request.GET
    is_still = interview.is_over or is_replay
    live = {"interview": interview.pk, "position": position, "over": is_still}
    timeline = timeline_of(parts["lines"]) if is_still else []
    return parts | {"live": live, "is_replay": is_replay, "timeline": timeline}


def _parts(request: HttpRequest, interview: Interview) -> dict[str, Any]:
    if request.method != "HEAD":  # to which the reply has no text
        audit.reading(request.user, interview)
    lines = transcript_of(interview)
    newest = lines[-1].turn if lines else None
    waits = latency.waits_of(lines)
    may_act = roles.may_act(request.user, interview)
    may_read = roles.where(request.user, "view_interview").has(interview.position_id)
    may_see_mails = roles.where(request.user, "view_mail").has(interview.position_id)
    return {
        "interview": interview,
        "lines": lines,
        "newest": newest,
        "waits": waits,
        "chart": latency.chart_of(waits) if waits else None,
        "may_export": may_read,
        "actions": actions.possible(interview, newest) if may_act else [],
        "may_rate": _may_rate(request, interview, lines),
        "may_decide": interview.is_over and not interview.practice and roles.may_decide(request.user, interview),
        "history": history.history_of(
            interview, with_judgements=_may_read_judgements(request, interview), with_reasons=may_read
        ),
        "mails": list(interview.mails.all()) if may_see_mails else [],
        "mail_is_on": current().mail_server is not None,
        "candidate_is_here": current().presence.viewers([interview.pk])[interview.pk].candidate,
        "others": _others(request, interview),
    }


def _may_read_judgements(request: HttpRequest, interview: Interview) -> bool:
    may_evaluate = interview.is_over and roles.may_evaluate(request.user, interview)
    return may_evaluate and scorecards.may_read_others(interview, request.user)


def _may_rate(request: HttpRequest, interview: Interview, lines: list[Passage]) -> bool:
    is_answered = any(line.turn.status == Turn.Status.ANSWERED for line in lines)
    return interview.is_over and is_answered and roles.may_evaluate(request.user, interview)


def _others(request: HttpRequest, interview: Interview) -> list[str]:
    """Return the names of the other members of staff who have this page open."""
    here = current().presence.watch(interview.pk, request.user.pk)
    users = get_user_model()._default_manager.filter(pk__in=set(here) - {request.user.pk})
    return sorted(user.get_full_name() or user.get_username() for user in users)
