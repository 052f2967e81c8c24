"""The admin's pages that invite people, show links, and change many interviews after asking."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from interviews import services
from interviews.access import roles
from interviews.composition import current
from interviews.inviting import round as inviting
from interviews.inviting import safe_csv
from interviews.inviting.progress import ListProgress, progress_of
from interviews.mailing import queue
from interviews.models import Interview, Position, StaffAction
from interviews.privacy.sessions import LINKS_TO_SHOW

from .changes import CHANGES, Asked, Change, offered
from .forms import MAX_DAYS, InviteForm
from .handing_over import after_inviting, hand_over, tell_of_mails
from .latest_list import digest_of_latest, latest_list, remember_list
from .record import note

MAX_CHANGED = 5_000
BATCH = 500
LIST = "admin:interviews_interview_changelist"


def _action(name: str) -> Any:
    def ask(admin: Any, request: HttpRequest, interviews: QuerySet[Interview]) -> HttpResponse:
        chosen = list(interviews.order_by("pk")[: MAX_CHANGED + 1])
        return admin.ask_first(request, name, chosen)

    return ask, name, CHANGES[name].title


class InvitingPages:
    """Mixed into the admin of interviews."""

    def get_urls(self) -> list[URLPattern]:
        site: Any = self.admin_site  # type: ignore[attr-defined]
        pages = [
            path("invite/", site.admin_view(self.invite), name="interviews_interview_invite"),
            path("invite/progress/", site.admin_view(self.how_far), name="interviews_interview_invite_progress"),
            path("links/", site.admin_view(self.links), name="interviews_interview_links"),
            path("links.csv", site.admin_view(self.links_file), name="interviews_interview_links_file"),
            path("change-many/<str:name>/", site.admin_view(self.change_many), name="interviews_interview_change_many"),
        ]
        return pages + super().get_urls()  # type: ignore[misc]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)  # type: ignore[misc]
        if self.has_change_permission(request):  # type: ignore[attr-defined]
            actions |= {name: _action(name) for name in offered()}
        return actions

    @method_decorator(never_cache)
    def invite(self, request: HttpRequest) -> HttpResponse:
        """Take a list of people, show what it would do, and do that once it is confirmed."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        allowed = self.places(request, "add").filter("pk")  # type: ignore[attr-defined]
        positions = Position.objects.filter(allowed)
        allowed_to: dict[str, Any] = {"positions": positions, "seen": roles.candidates_visible_to(request.user)}
        if request.method != "POST":
            form = InviteForm(**allowed_to, initial={"position": request.GET.get("position", "")})
            return self._form_page(request, form)
        with ListProgress(request.user.pk) as progress:
            told: dict[str, Any] = {"progress": progress, "after": digest_of_latest(request)}
            form = InviteForm(request.POST, request.FILES, **allowed_to, **told)
            return self._invited(request, form, progress) or self._form_page(request, form)

    def _form_page(self, request: HttpRequest, form: InviteForm) -> HttpResponse:
        shown: dict[str, Any] = {"form": form, "mail_is_on": current().mail_server is not None}
        if not form.is_bound:
            shown |= {"progress": progress_of(request.user.pk), "latest": latest_list(request)}
        return self._page(request, "invite", _("Invite candidates"), **shown)

    def _invited(self, request: HttpRequest, form: InviteForm, progress: ListProgress) -> HttpResponse | None:
        """Invite the people of a form that confirms what was shown. Return None if it is to be shown again."""
        confirmed = request.POST.get("confirmed")
        if confirmed and confirmed == digest_of_latest(request):
            return after_inviting(request)  # sent once more, by a browser that never saw the answer
        if not form.is_valid():
            return None
        # The box shows the text that was read, also if it came from a file, so that it can be corrected.
        form.data = form.data.copy()
        form.data["people"] = form.text
        if confirmed != form.digest or form.wrong:
            return None
        try:
            self._invite_all(request, form, progress)
        except inviting.NotInvited as refused:
            form.rows = refused.rows
            return None
        return after_inviting(request)

    @transaction.atomic
    def _invite_all(self, request: HttpRequest, form: InviteForm, progress: ListProgress) -> None:
        position = Position.objects.select_for_update().get(pk=form.cleaned_data["position"].pk)
        if digest_of_latest(request) == form.digest:
            return  # the same confirmation, sent twice: the other one held the lock until now
        seen = roles.candidates_visible_to(request.user)
        made = inviting.invite(position, form.sheet.people, form.cleaned_data["days"], progress.add, seen=seen)
        hand_over(request, made, by_mail=form.sends_mail, report=progress.add)
        remember_list(request, form.digest, made)

    @method_decorator(never_cache)
    def how_far(self, request: HttpRequest) -> HttpResponse:
        """Return how far the user's list is, as JSON: `done` and `total`, or nothing."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        told = progress_of(request.user.pk)
        return JsonResponse(told._asdict() if told else {})

    @method_decorator(never_cache)
    def links(self, request: HttpRequest) -> HttpResponse:
        """Show the links of the interviews that were just invited or chosen. Opening the page again shows none."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            self._demand_change(request)
        chosen = _interviews(request.user, request.session.pop(LINKS_TO_SHOW, []))
        lines = [(interview, services.invitation_link(interview)) for interview in chosen]
        return self._page(request, "links", _("Invitation links"), lines=lines, ids=_joined(chosen))

    @method_decorator([never_cache, require_POST])
    def links_file(self, request: HttpRequest) -> HttpResponse:
        self._demand_change(request)
        chosen = _interviews(request.user, _ids(request))
        headings = [_("name"), _("e-mail"), _("external ID"), _("position"), _("valid until"), _("link")]
        note(request, chosen, StaffAction.Kind.SHOW_LINK)
        response = HttpResponse(safe_csv.write(headings, map(_cells, chosen)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="links.csv"'
        return response

    def ask_first(self, request: HttpRequest, name: str, chosen: Sequence[Interview]) -> HttpResponse:
        """Name what a change will do to which interviews, and which it leaves alone."""
        if len(chosen) > MAX_CHANGED:
            self.message_user(  # type: ignore[attr-defined]
                request, _("Choose at most %d interviews at once.") % MAX_CHANGED, messages.ERROR
            )
            return HttpResponseRedirect(reverse(LIST))
        change = CHANGES[name]
        fit = [interview for interview in chosen if change.fits(interview)]
        left_out = [interview for interview in chosen if not change.fits(interview)]
        context = {"name": name, "change": change, "fit": fit, "left_out": left_out, "ids": _joined(fit)}
        return self._page(
            request, "change_many", str(change.title), **context, days=services.INVITATION_DAYS, most=MAX_DAYS
        )

    @method_decorator(require_POST)
    def change_many(self, request: HttpRequest, name: str) -> HttpResponse:
        self._demand_change(request)
        if name not in offered():
            raise ValueError("name")  # StaffSite makes a 400 of it
        change = CHANGES[name]
        days = int(request.POST.get("days", services.INVITATION_DAYS))
        if not 1 <= days <= MAX_DAYS:
            raise ValueError("days")
        changed = self._apply(request, change, days)
        if change.shows_links and changed:
            request.session[LINKS_TO_SHOW] = [interview.pk for interview in changed]
            return HttpResponseRedirect(reverse("admin:interviews_interview_links"))
        if change.mail:
            tell_of_mails(request, len(changed))
            return HttpResponseRedirect(reverse(LIST))
        told = ngettext("%d interview changed.", "%d interviews changed.", len(changed)) % len(changed)
        self.message_user(request, told, messages.SUCCESS if changed else messages.WARNING)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse(LIST))

    @transaction.atomic
    def _apply(self, request: HttpRequest, change: Change, days: int) -> list[Interview]:
        """Change those that are still fit for it: others may have changed since the page was shown."""
        fit = [interview for interview in _interviews(request.user, _ids(request)) if change.fits(interview)]
        asked = Asked(request.user, days)
        changed = [interview for interview in fit if change.apply(interview, asked)]
        if change.mail:
            changed = queue.enqueue(changed, change.mail)
        if change.kind:
            note(request, changed, change.kind)
        return changed

    def _demand_change(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        site: Any = self.admin_site  # type: ignore[attr-defined]
        shared = {**site.each_context(request), "opts": Interview._meta, "title": title}
        return TemplateResponse(request, f"admin/interviews/interview/{template}.html", shared | context)


def _cells(interview: Interview) -> list[object]:
    who: Any = interview.candidate
    until = interview.invitation_expires_at.isoformat() if interview.invitation_expires_at else ""
    return [who.name, who.email, who.external_id, interview.position, until, services.invitation_link(interview)]


def _ids(request: HttpRequest) -> list[int]:
    parts = [part for part in request.POST.get("ids", "").split(",") if part]
    if len(parts) > MAX_CHANGED or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        raise BadRequest("ids")
    return [int(part) for part in parts]


def _joined(interviews: Sequence[Interview]) -> str:
    # In one field: a form may have a thousand.
    return ",".join(str(interview.pk) for interview in interviews)


def _interviews(user: Any, ids: Sequence[int]) -> list[Interview]:
    """Return those of the interviews that still exist and that the user may change or has just made, by their IDs.

    None of them is a practice.
    """
    places = roles.where(user, "change_interview") or roles.where(user, "add_interview")
    found = (
        Interview.objects.filter(places.filter("position"), practice=False)
        .select_related("position", "candidate")
        .order_by("pk")
    )
    ordered = sorted(ids)
    batches = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    return [interview for batch in batches for interview in found.filter(pk__in=batch)]
