"""The pages that show outcomes by group, take groups, and hand an auditor a file. Others than who may get 404."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews.access import roles
from interviews.evaluation.fairness.drift import FEW as SCORES_NEEDED
from interviews.evaluation.fairness.impact import FEW, LEAST_SHOWN
from interviews.models import Position
from interviews.monitoring import auditor, groups
from interviews.monitoring.outcomes_by_group import MEDIAN, THRESHOLDS, outcomes_by_group
from interviews.monitoring.rating_courses import rating_courses
from interviews.record import audit

from .forms import GroupsForm

CSV, JSON = "csv", "json"


@never_cache
@require_safe
def monitoring_page(request: HttpRequest) -> HttpResponse:
    """Show impact ratios and the course of ratings, of all positions or of one."""
    _demand_monitor(request)
    position = _position(request)
    threshold = request.GET.get("rating", MEDIAN)
    threshold = threshold if threshold in THRESHOLDS else MEDIAN
    context = {
        "position": position,
        "positions": Position.objects.order_by("title", "pk"),
        "threshold": threshold,
        "thresholds": THRESHOLDS,
        "outcomes": outcomes_by_group(position, threshold),
        "courses": rating_courses(position),
        "scores_needed": SCORES_NEEDED,
        "few": FEW,
        "least": LEAST_SHOWN,
        "query": f"?position={position.pk}" if position else "",
    }
    return render(request, "staff/monitoring/page.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def groups_page(request: HttpRequest) -> HttpResponse:
    """Take a file of groups, show what would become of it, and keep it once that is confirmed."""
    _demand_monitor(request)
    form = GroupsForm(request.POST, request.FILES) if request.method == "POST" else GroupsForm()
    if form.is_bound and form.is_valid():
        if request.POST.get("confirmed") == form.digest and not form.has_problems and form.kept:
            number = groups.keep(form.sheet, request.user)
            told = ngettext("The groups of %d person are kept.", "The groups of %d people are kept.", number) % number
            messages.success(request, told)
            return redirect("staff:monitoring")
        form.data = form.data.copy()
        form.data["people"] = form.text  # what is confirmed is the text that was read, also of a file
    return render(request, "staff/monitoring/groups.html", {"form": form, "dimensions": groups.dimensions()})


@require_POST
def discard_groups(request: HttpRequest) -> HttpResponse:
    """Delete everybody's group in a dimension."""
    _demand_monitor(request)
    number = groups.discard(request.POST.get("dimension", ""), request.user)
    told = ngettext("The groups of %d person were deleted.", "The groups of %d people were deleted.", number) % number
    messages.info(request, told)
    return redirect("staff:monitoring-groups")


@never_cache
@require_safe
def auditors_file(request: HttpRequest, form: str) -> HttpResponse:
    """Send what an auditor gets, as CSV or JSON."""
    _demand_monitor(request)
    if form not in (CSV, JSON):
        raise Http404
    copy = auditor.AuditorsCopy.of(_position(request))
    if request.method != "HEAD":
        about = ((audit.INTERVIEW, each.pk) for each in copy.interviews)
        audit.write_about(audit.staff(request.user), audit.EXPORT, about, form="auditor")
    if form == JSON:
        response: HttpResponse = JsonResponse(
            auditor.as_json(copy), json_dumps_params={"indent": 1, "ensure_ascii": False}
        )
    else:
        response = HttpResponse(auditor.as_csv(copy), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="for-auditors.{form}"'
    return response


def _demand_monitor(request: HttpRequest) -> None:
    if not roles.may_monitor(request.user):
        raise Http404


def _position(request: HttpRequest) -> Any:
    """Return the position that the query names, None for all. Raises Http404 if there is no such position."""
    number = request.GET.get("position", "")
    if not number:
        return None
    found = Position.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if found is None:
        raise Http404
    return found
