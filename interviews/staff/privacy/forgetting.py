"""How the admin deletes people and interviews: after a page that says what goes, and everywhere at once.

It stands in for Django's own pages, which would leave the name in the admin's log and the answers in Redis.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import Candidate, Interview
from interviews.privacy.forget import NotForgotten, forget_candidate, forget_interviews, look
from interviews.privacy.person import PersonsData
from interviews.privacy.remains import wipe
from interviews.record import audit
from interviews.record.audit import Actor

MOST = 200  # at once: each is looked for in all sessions
REDIS_SECONDS = 5.0  # to wait for Redis while a browser waits
WHY_NOT = {
    "running": _("still going on: cancel it first"),
    "redis": _("Redis cannot be reached, and it has a part of it: try again later"),
    "gone": _("deleted a moment ago"),
}


@dataclass
class ToForget:
    """Somebody, or interviews of somebody, chosen to be deleted. `why_not` says why that is not possible, or is ""."""

    title: str
    person: PersonsData
    forget: Callable[[Actor], Counter[str]]
    counts: Counter[str] = field(default_factory=Counter)
    why_not: Any = ""

    def look(self) -> "ToForget":
        try:
            self.counts = look(self.person)
        except NotForgotten as refused:
            self.why_not = WHY_NOT[refused.code]
        return self


def of_interviews(interviews: Iterable[Interview]) -> list[ToForget]:
    """Return a choice for each person, with the interviews that were chosen."""
    by_person: dict[object, list[Interview]] = {}
    for interview in interviews:
        by_person.setdefault(interview.candidate_id or ("practice", interview.pk), []).append(interview)
    return [_of_group(group) for group in by_person.values()]


def _of_group(group: list[Interview]) -> ToForget:
    title = ", ".join(str(interview) for interview in group)
    return ToForget(title, PersonsData.of_interviews(group), lambda who: forget_interviews(group, who)).look()


def of_candidates(candidates: Iterable[Candidate]) -> list[ToForget]:
    return [_of_candidate(candidate) for candidate in candidates]


def _of_candidate(candidate: Candidate) -> ToForget:
    person = PersonsData.of_candidate(candidate)
    return ToForget(str(candidate), person, lambda who: forget_candidate(candidate, who)).look()


class ForgettingPages:
    """Mixed into an admin whose rows are people or interviews. `choices` is one of the functions above."""

    choices: Callable[[Iterable[Any]], list[ToForget]]

    @admin.action(description=_("Delete for good"), permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Stand in for Django's action of this name."""
        chosen = list(queryset[: MOST + 1])
        if len(chosen) > MOST:
            self.message_user(  # type: ignore[attr-defined]
                request, _("Choose at most %d at once.") % MOST, messages.ERROR
            )
            return None
        return self._ask_or_forget(request, chosen)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        site: Any = self
        found = site.get_object(request, unquote(object_id))
        if not site.has_delete_permission(request, found):
            raise PermissionDenied
        if found is None:
            missing: HttpResponse = site._get_obj_does_not_exist_redirect(request, site.opts, object_id)
            return missing
        return self._ask_or_forget(request, [found]) or self._to_the_list()

    def _ask_or_forget(self, request: HttpRequest, chosen: Sequence[Any]) -> HttpResponse | None:
        choices = type(self).choices(chosen)
        if request.POST.get("confirmed") != "yes" or not any(not choice.why_not for choice in choices):
            return self._page_before(request, chosen, choices)
        self._forget_all(request, choices)
        return self._to_the_list()

    def _forget_all(self, request: HttpRequest, choices: Sequence[ToForget]) -> None:
        done, left = 0, 0
        for choice in choices:
            try:
                choice.forget(audit.staff(request.user))
                done += 1
            except NotForgotten:
                left += 1
        wipe(thoroughly=False, seconds=REDIS_SECONDS)
        # Without names: a message lies in the session until it is shown.
        told = ngettext("Deleted for good: %d person or interview.", "Deleted for good: %d people or interviews.", done)
        self.message_user(request, told % done)  # type: ignore[attr-defined]
        if left:
            kept = ngettext("%d is still there.", "%d are still there.", left) % left
            self.message_user(request, kept, messages.WARNING)  # type: ignore[attr-defined]

    def _page_before(self, request: HttpRequest, chosen: Sequence[Any], choices: Sequence[ToForget]) -> HttpResponse:
        site: Any = self
        fit = [choice for choice in choices if not choice.why_not]
        context = {
            **site.admin_site.each_context(request),
            "opts": site.opts,
            "title": _("Delete for good"),
            "fit": fit,
            "left_out": [choice for choice in choices if choice.why_not],
            "counts": sorted(sum((choice.counts for choice in fit), Counter[str]()).items()),
            "keys": [str(each.pk) for each in chosen],
            "back": self._list_address(),
        }
        return TemplateResponse(request, "admin/interviews/forget.html", context)

    def _list_address(self) -> str:
        opts: Any = self.opts  # type: ignore[attr-defined]
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")

    def _to_the_list(self) -> HttpResponse:
        return HttpResponseRedirect(self._list_address())
