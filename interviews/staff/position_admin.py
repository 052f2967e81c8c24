"""The admin for positions and their question banks."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.forms import Script, SlugField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from interviews.access import roles
from interviews.models import Position
from interviews.short_names import short_name

from .by_role.of_positions import OfPositions
from .evaluation import assessing_position
from .evaluation.assessing_position import AssessedPositionForm
from .evaluation.competency_inline import CompetencyInline, typed_topics
from .position_form.competency_file import taken_over
from .position_form.preview import PlanPreview
from .position_form.two_editors import SeenForm
from .position_voice import VoicedPositions, VoiceInput

SAVE_AS_NEW = "_saveasnew"  # the name of Django's button


class PositionForm(SeenForm, AssessedPositionForm):
    slug = SlugField(
        label=_("short name"), required=False, help_text=_("For links and commands. If empty, it is made of the title.")
    )

    class Meta:
        widgets = {"voice_name": VoiceInput(attrs={"size": 30})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        taken = set(Position.objects.values_list("slug", flat=True))
        needs_another = data.get("slug") in taken if SAVE_AS_NEW in self.data else data.get("slug") == ""
        if needs_another and data.get("title"):
            data["slug"] = short_name(data["title"], taken)
        self.instance.typed_topics = typed_topics(self.data, self.instance)  # the plan is checked with them
        return data


@admin.register(Position)
class PositionAdmin(VoicedPositions, OfPositions):
    path = "pk"
    form = PositionForm
    save_as = True  # "Save as new" copies a position with its competencies and questions
    list_display = ["title", "language", "style", "question_count", "interview_count", "created_at"]
    list_filter = ["language", "style"]
    search_fields = ["title", "description", "competencies__name"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "language", "description"]}),
        (
            _("Question plan"),
            {
                "fields": ["style", "question_count", "follow_up_limit", "time_limit_minutes", "plan_preview"]
            },
        ),
        (_("Voice"), {"fields": ["voice_name"]}),
        (_("Decision"), {"fields": ["decisions_need_two"]}),
        (_("A model’s evidence"), {"fields": list(assessing_position.FIELDS)}),
        (_("Privacy"), {"fields": ["retention_days"]}),
    ]  # fmt: skip
    readonly_fields = ["plan_preview"]
    inlines = [CompetencyInline]

    class Media:
        css = {"all": ["css/position_admin.css"]}
        js = [Script(f"js/staff/{name}.js", type="module") for name in ("plan_preview", "competency_file")]

    def get_urls(self) -> list[Any]:
        site = self.admin_site
        pages = [
            path("plan/", site.admin_view(require_POST(self.typed_plan)), name="interviews_position_plan"),
            path("file/", site.admin_view(require_POST(self.file)), name="interviews_position_file"),
        ]
        return pages + super().get_urls()

    def typed_plan(self, request: HttpRequest) -> HttpResponse:
        """Return what the plan of a form leads to, as it is in the browser. Nothing is saved."""
        self._demand_editor(request)
        about = request.GET.get("position", "")
        position = self.get_queryset(request).filter(pk=int(about)).first() if about.isdecimal() else None
        return HttpResponse(PlanPreview.of_typed(request.POST, position).as_html())

    def file(self, request: HttpRequest) -> HttpResponse:
        """Return the competencies of a CSV file as JSON, or what is wrong with it. Nothing is saved."""
        self._demand_editor(request)
        return JsonResponse(taken_over(request.FILES.get("competency_file"), request.POST))

    def _demand_editor(self, request: HttpRequest) -> None:
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only for a role at all positions: whoever has one at some of them could not open the new one."""
        return self.places(request, "add").everywhere

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        assessing_position.note(request, form, form.instance)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        position = context.get("original")
        context["may_compare"] = position is not None and roles.may_compare(request.user, position)
        context["may_invite"] = position is not None and roles.where(request.user, "add_interview").has(position.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        held = Count("interviews", filter=Q(interviews__practice=False))
        return super().get_queryset(request).annotate(interview_count=held)

    @admin.display(description=_("preview"))
    def plan_preview(self, position: Position) -> str:
        """Show what the plan leads to, if every answer tells of a case. The form's script keeps it up to date."""
        address = reverse("admin:interviews_position_plan") + (f"?position={position.pk}" if position.pk else "")
        shown = PlanPreview.of(position).as_html()
        return format_html('<div data-plan-preview data-address="{}">{}</div>', address, shown)

    @admin.display(description=_("interviews"), ordering="interview_count")
    def interview_count(self, position: Any) -> int:
        return position.interview_count
