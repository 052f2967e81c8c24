"""The admin for interviews, their turns and their attempts."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.forms import BooleanField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews import services
from interviews.access import roles
from interviews.composition import current
from interviews.models import CandidateRequest, Generation, Interview, Turn
from interviews.notices.notices import after_commit
from interviews.notices.presence import UNKNOWN, Viewers
from interviews.record import audit

from . import api_key_admin, candidate_admin, organisation_admin, position_admin  # noqa: F401 - imported because they register themselves
from .by_role import membership_admin  # noqa: F401 - registers itself
from .by_role.of_positions import InlineOfPositions, OfPositions
from .evaluation.decision_list import DecidedInterviews
from .exporting.pages import choose_format
from .interview_list import STAGES, PracticeFilter, StageFilter, of_turns, short_time, with_stage
from .inviting.handing_over import after_inviting, hand_over
from .inviting.pages import InvitingPages
from .mailing import admin as mail_admin  # noqa: F401 - registers itself
from .position_voice import VoiceInput, warn_if_unknown
from .privacy import audit_admin, forgetting, requests_admin  # noqa: F401 - two register themselves
from .privacy.forgetting import ForgettingPages

admin.site.site_title = admin.site.site_header = _("AI interviews")


class ReadOnly:
    """For records, which nobody adds, changes or deletes by hand. They are deleted together with their interview."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class InterviewForm(ModelForm):
    by_mail = BooleanField(
        label=_("Send the link by e-mail"), required=False, help_text=_("Otherwise it is shown to you to pass on.")
    )

    class Meta:
        widgets = {"voice_name": VoiceInput(attrs={"size": 30})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "voice_name" in self.fields:  # the form of one that has begun has no list of languages
            self.fields["voice_name"].widget.attrs["data-language"] = self.instance.language
        if self.instance.pk or not current().mail_server:
            del self.fields["by_mail"]
        if "language" in self.fields:
            self.fields["language"].required = False
            self.fields["language"].help_text = _("Leave empty to use the position's language.")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if not data.get("language") and data.get("position"):
            data["language"] = self.instance.language = data["position"].language
        if data.get("by_mail") and data.get("candidate") and not data["candidate"].email:
            self.add_error("by_mail", _("The candidate has no e-mail address."))
        return data


class RequestInline(ReadOnly, InlineOfPositions, admin.TabularInline):
    model = CandidateRequest
    fields = ["created_at", "kind", "text", "reply_to", "state", "note"]
    readonly_fields = ["created_at"]  # Django refuses the form otherwise
    show_change_link = True
    extra = 0


class ChangeListWithViewers(ChangeList):
    """Looks up who is connected to the interviews of a page, in one request to Redis."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        shown: list[Any] = list(self.result_list)  # type: ignore[has-type]
        present = current().presence.viewers(interview.pk for interview in shown)
        for interview in shown:
            interview.viewers = present[interview.pk]
        self.result_list = shown


@admin.register(Interview)
class InterviewAdmin(DecidedInterviews, ForgettingPages, InvitingPages, OfPositions):
    choices = staticmethod(forgetting.of_interviews)
    form = InterviewForm
    list_display = [
        "name", "page", "position", "stage", "here", "progress", "last_activity", "link_until",
    ]  # fmt: skip
    list_filter = [StageFilter, "language", ("position", admin.RelatedOnlyFieldListFilter), PracticeFilter]
    list_select_related = ["position", "candidate"]
    search_fields = [
        "candidate__name", "candidate__email", "candidate__external_id", "practised_by", "position__title",
        "turns__question", "turns__answer",
    ]  # fmt: skip
    date_hierarchy = "created_at"
    autocomplete_fields = ["position", "candidate"]
    fieldsets = [
        (None, {"fields": ["position", "candidate", "language", "extra_time_percent", "practice", "here"]}),
        (_("Voice"), {"fields": ["voice", "voice_name"]}),
        (_("Invitation"), {"fields": ["status", "invitation_expires_at", "opened_at"]}),
        (_("Consent"), {"fields": ["consented_at", "consent_version", "consent_language"]}),
        (_("Times"), {"fields": ["created_at", "started_at", "finished_at", "withdrawn_at"]}),
    ]
    readonly_fields = [
        "here", "practice", "status", "invitation_expires_at", "opened_at", "consented_at", "consent_version",
        "consent_language", "created_at", "started_at", "finished_at", "withdrawn_at",
    ]  # fmt: skip
    inlines = [RequestInline]
    actions = ["stop_questions", "export", "delete_selected"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        numbered, clarify = Q(kind__in=[Turn.Kind.OPEN, Turn.Kind.FOLLOW_UP]), Q(kind=Turn.Kind.CLARIFY)
        over = Q(status__in=Turn.OVER)
        # A question is not over while it is put in other words.
        settled = of_turns(Count("pk", filter=numbered & over) - Count("pk", filter=clarify & ~over))
        return with_stage(super().get_queryset(request).annotate(settled=Coalesce(settled, 0)))

    def visible(self, request: HttpRequest) -> Q:
        return roles.visible_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Interview | None = None) -> bool:
        if obj is not None:
            return roles.may_watch(request.user, obj)
        return bool(self.places(request, "view") or self.places(request, "watch"))

    def has_read_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may read interviews, as opposed to watching them."""
        return bool(self.places(request, "view"))

    def get_search_fields(self, request: HttpRequest) -> Sequence[str]:
        """Let who may only watch search for names: a search of answers would tell what was said."""
        return super().get_search_fields(request) if self.places(request, "view") else ["candidate__name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Interview | None = None) -> list[str]:
        begun = obj is not None and (obj.started_at is not None or obj.practice)
        return [*self.readonly_fields, *(["position", "candidate", "language"] if begun else [])]

    def get_inlines(self, request: HttpRequest, obj: Interview | None) -> list[Any]:
        return list(self.inlines) if obj else []

    def save_model(self, request: HttpRequest, obj: Interview, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        warn_if_unknown(request, obj.language, obj.voice_name)
        if not change:
            services.make_invitation(obj)
            hand_over(request, [obj], by_mail=bool(form.cleaned_data.get("by_mail")))
        elif "extra_time_percent" in form.changed_data:
            after_commit(current().notices.state_changed, obj.pk, obj.status)  # pages show the new end at once

    def response_add(self, request: HttpRequest, obj: Interview, post_url_continue: str | None = None) -> HttpResponse:
        return after_inviting(request)

    def get_fieldsets(self, request: HttpRequest, obj: Interview | None = None) -> Any:
        if obj:
            return super().get_fieldsets(request, obj)
        # Nothing has happened to a new one yet.
        own = (None, {"fields": ["position", "candidate", "language", "extra_time_percent"]})
        mail = [(_("E-mail"), {"fields": ["by_mail"]})] if current().mail_server else []
        return [own, self.fieldsets[1], *mail]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ChangeListWithViewers

    @admin.display(description=_("online now"))
    def here(self, interview: Any) -> str:
        """Name who is connected to the interview's stream. In a list, ChangeListWithViewers has looked it up."""
        if interview.pk is None:
            return str(_("nobody"))
        viewers = getattr(interview, "viewers", None) or current().presence.viewers([interview.pk])[interview.pk]
        return _in_words(viewers)

    @admin.display(description=_("candidate"), ordering="candidate__name")
    def name(self, interview: Interview) -> str:
        return interview.name

    @admin.display(description=_("page"))
    def page(self, interview: Interview) -> str:
        """Link to the page where the interview is watched and read."""
        words = _("Read") if interview.is_over else _("Watch")
        return format_html('<a href="{}">{}</a>', reverse("staff:interview", args=[interview.pk]), words)

    @admin.display(description=_("status"), ordering="stage")
    def stage(self, interview: Any) -> Any:
        return STAGES[interview.stage]

    @admin.display(description=_("last activity"), ordering="last_activity")
    def last_activity(self, interview: Any) -> Any:
        return short_time(interview.last_activity)

    @admin.display(description=_("link expires"), ordering="invitation_expires_at")
    def link_until(self, interview: Interview) -> Any:
        return "" if interview.is_over else short_time(interview.invitation_expires_at)

    @admin.display(description=_("questions"))
    def progress(self, interview: Any) -> str:
        return f"{interview.settled} / {interview.question_count}"

    @admin.action(description=_("Export"), permissions=["read"])
    def export(self, request: HttpRequest, interviews: QuerySet[Interview]) -> HttpResponse:
        return choose_format(request, interviews)

    @admin.action(description=_("Stop the current question"), permissions=["change"])
    def stop_questions(self, request: HttpRequest, interviews: QuerySet[Interview]) -> None:
        asking = Turn.objects.filter(
            interview__in=interviews, status__in=[Turn.Status.QUEUED, Turn.Status.RUNNING]
        ).select_related("interview")
        for turn in asking:
            services.stop_question(turn.interview, turn.number, request.user)
        self.message_user(request, _("Questions stopped: %d.") % len(asking))


def _in_words(viewers: Viewers) -> str:
    if viewers == UNKNOWN:
        return str(_("unknown"))
    there = [(viewers.candidate, _("candidate")), (viewers.staff, _("staff"))]
    return " + ".join(str(who) for is_there, who in there if is_there) or str(_("nobody"))


@admin.register(Turn)
class TurnAdmin(ReadOnly, OfPositions):
    path = "interview__position_id"
    list_display = ["interview", "number", "kind", "topic", "status", "queued_at"]
    list_filter = ["status", "kind"]
    list_select_related = ["interview__position", "interview__candidate"]
    ordering = ["-interview_id", "-number"]  # an index has this order
    search_fields = ["interview__candidate__name", "topic", "question", "answer"]
    date_hierarchy = "queued_at"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.reading(request.user, context["original"].interview)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Generation)
class GenerationAdmin(ReadOnly, OfPositions):
    path = "turn__interview__position_id"
    list_display = ["turn", "attempt", "outcome", "failure_code", "model", "first_token_ms", "total_ms", "claimed_at"]
    list_filter = ["outcome", "failure_code", "model"]
    list_select_related = ["turn__interview__position", "turn__interview__candidate"]
    search_fields = ["turn__interview__candidate__name", "worker", "model", "request_id"]
    date_hierarchy = "claimed_at"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.reading(request.user, context["original"].turn.interview)
        return super().render_change_form(request, context, *args, **kwargs)
