"""The pages on which staff ask for a file of interviews, see it grow, and fetch it. Only who asked for it has them."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from interviews.access import roles
from interviews.exporting.asking import ask_for
from interviews.exporting.file import ExportFile
from interviews.models import Export, ExportPart, Interview, StaffAction
from interviews.staff.inviting.record import note

MOST = 5_000
BATCH = 500


class Progress(NamedTuple):
    """How many parts an export has, how many are made, and how many could not be."""

    total: int
    made: int
    failed: int

    @property
    def is_over(self) -> bool:
        return self.made + self.failed == self.total


def choose_format(request: HttpRequest, interviews: QuerySet[Interview]) -> HttpResponse:
    """Ask in which format the interviews that were chosen in the admin's list are wanted."""
    chosen = list(interviews.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    context = {
        **admin.site.each_context(request),
        "opts": Interview._meta,
        "title": _("Export interviews"),
        "count": len(chosen),
        "too_many": MOST if len(chosen) > MOST else 0,
        "ids": ",".join(map(str, chosen)),
        "formats": Export.Format.choices,
    }
    return TemplateResponse(request, "admin/interviews/interview/export.html", context)


@require_POST
def new_export(request: HttpRequest) -> HttpResponse:
    """Queue an export of the interviews in `ids` that the user may read."""
    if not roles.is_staff(request.user):
        raise Http404
    chosen = _readable(request.user, _ids(request.POST.get("ids", "")))
    form = request.POST.get("format", "")
    if not chosen or form not in Export.Format.values:
        raise Http404
    with transaction.atomic():
        export = ask_for(request.user, chosen, form, get_language() or "en")
        note(request, chosen, StaffAction.Kind.EXPORT)
    return redirect("staff:export", export.pk)


@never_cache
@require_safe
def export_page(request: HttpRequest, export_id: int) -> HttpResponse:
    export = _own(request, export_id)
    return render(request, "staff/export.html", _page(request, export))


@never_cache
@require_safe
def export_parts(request: HttpRequest, export_id: int) -> HttpResponse:
    """Return what changes on the page while the file is made."""
    return render(request, "staff/export_parts.html", _page(request, _own(request, export_id)))


@never_cache
@require_safe
def export_file(request: HttpRequest, export_id: int) -> HttpResponse | StreamingHttpResponse:
    """Send the file. What the user may no longer read is left out of it."""
    export = _own(request, export_id)
    parts = _parts(request, export)
    if not _progress(parts).is_over:
        raise Http404
    file = ExportFile(export, parts)
    response = StreamingHttpResponse(file, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _page(request: HttpRequest, export: Export) -> dict[str, Any]:
    return {"export": export, "progress": _progress(_parts(request, export))}


def _own(request: HttpRequest, export_id: int) -> Export:
    export = Export.objects.filter(pk=export_id, user=request.user.pk).first()
    if export is None or not roles.is_staff(request.user):
        raise Http404
    return export


def _parts(request: HttpRequest, export: Export) -> QuerySet[ExportPart]:
    readable = roles.where(request.user, "view_interview").filter("interview__position")
    return export.parts.filter(readable)


def _progress(parts: QuerySet[ExportPart]) -> Progress:
    made, failed = Count("pk", filter=Q(content__isnull=False)), Count("pk", filter=Q(failed=True))
    return Progress(**parts.order_by().aggregate(total=Count("pk"), made=made, failed=failed))


def _readable(user: Any, ids: list[int]) -> list[Interview]:
    places = roles.where(user, "view_interview")
    found = Interview.objects.filter(places.filter("position")).order_by("pk")
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    return [interview for batch in batches for interview in found.filter(pk__in=batch)] if places else []


def _ids(text: str) -> list[int]:
    """Return the numbers, in order. Raises Http404 for what is no list of them."""
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        raise Http404
    return sorted({int(part) for part in parts})
