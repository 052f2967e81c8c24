"""The button that hands out everything that is kept about a candidate."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from interviews.access import roles
from interviews.models import Candidate, Decision, Interview, Scorecard
from interviews.privacy.export import as_json
from interviews.record import audit
from interviews.services.scorecards import latest_verdict


class PersonExport:
    """Mixed into the admin of candidates."""

    def get_urls(self) -> list[URLPattern]:
        site: Any = self.admin_site  # type: ignore[attr-defined]
        own = path(
            "<int:object_id>/everything/", site.admin_view(self.everything), name="interviews_candidate_everything"
        )
        return [own, *super().get_urls()]  # type: ignore[misc]

    @method_decorator([never_cache, require_POST])
    def everything(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Return a JSON file. For those who may read all of the person's interviews, and all that others made of them.

        Groups are in it for those who may see outcomes by group.
        """
        page: Any = self
        candidate = page.get_object(request, str(object_id))
        if candidate is None:
            missing: HttpResponse = page._get_obj_does_not_exist_redirect(request, page.opts, str(object_id))
            return missing
        if not may_export(request.user, candidate) or has_unseen_ratings(request.user, candidate):
            raise PermissionDenied
        audit.write(audit.staff(request.user), audit.EXPORT, candidate)
        text = as_json(candidate, with_groups=roles.may_monitor(request.user))
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="candidate-{candidate.pk}.json"'
        return response

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        candidate = context.get("original")
        context["may_export"] = candidate is not None and may_export(request.user, candidate)
        context["has_unseen_ratings"] = context["may_export"] and has_unseen_ratings(request.user, candidate)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def may_export(user: Any, candidate: Candidate) -> bool:
    """Return whether the user may see the person and read all of the person's interviews."""
    places = roles.where(user, "view_interview")
    positions = candidate.interviews.values_list("position_id", flat=True)
    return bool(roles.where(user, "view_candidate")) and all(places.has(position) for position in positions)


def has_unseen_ratings(user: Any, candidate: Candidate) -> bool:
    """Return whether the file would show the user ratings that they are not to see (yet).

    These are drafts of others, and what others or a model gave before the user has rated. Who reads without rating may
    see what others gave, but no model's ratings. Once it is decided, nobody rates any more.
    """
    cards = Scorecard.objects.filter(interview=OuterRef("pk"))
    own, others = cards.filter(rater=user), cards.exclude(rater=user)
    has_waived = Exists(own.filter(state=Scorecard.State.WAIVED))
    is_led = Q(assessments__isnull=False) | (Exists(others.submitted()) & ~has_waived)
    has_drafts = Exists(others.filter(state=Scorecard.State.DRAFT))
    found = Interview.objects.filter(candidate=candidate).annotate(newest_verdict=latest_verdict(OuterRef("pk")))
    undecided = found.exclude(newest_verdict__in=Decision.FINAL, newest_verdict__isnull=False)
    return undecided.filter(has_drafts | (~Exists(own.submitted()) & is_led)).exists()
