"""The admin for the company that invites."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import Organisation
from interviews.models.logo import MAX_LOGO_BYTES, kind_of
from interviews.privacy import retention

from .mailing.texts_pages import MailTextsPages


class OrganisationForm(forms.ModelForm):
    """Takes the logo as a file: it is kept in the database, so that all web processes have it."""

    time_zone = forms.ChoiceField(
        label=_("time zone"), required=False, help_text=Organisation._meta.get_field("time_zone").help_text,
        choices=lambda: [("", "–"), *((name, name) for name in sorted(available_timezones()))],
    )  # fmt: skip
    logo_file = forms.FileField(label=_("logo"), required=False, help_text=_("PNG, JPEG or WebP, at most 100 KB."))
    remove_logo = forms.BooleanField(label=_("remove the logo"), required=False)

    class Meta:
        model = Organisation
        exclude = ()

    def clean_logo_file(self) -> Any:
        file = self.cleaned_data["logo_file"]
        if file and (file.size > MAX_LOGO_BYTES or not kind_of(file.read(16))):
            raise ValidationError(_("Choose a PNG, JPEG or WebP picture of at most 100 KB."))
        return file

    def save(self, commit: bool = True) -> Any:
        if file := self.cleaned_data.get("logo_file"):
            file.seek(0)
            self.instance.logo = file.read()
        elif self.cleaned_data.get("remove_logo"):
            self.instance.logo = b""
        return super().save(commit)


@admin.register(Organisation)
class OrganisationAdmin(MailTextsPages, admin.ModelAdmin):
    form = OrganisationForm
    fieldsets = [
        (None, {"fields": ["not_said_yet", "name", "shown_logo", "logo_file", "remove_logo", "time_zone"]}),
        (_("Contact"), {"fields": ["contact_name", "contact_email", "contact_phone"]}),
        (
            _("Privacy"),
            {"fields": ["retention_days", "due_now", "request_days", "privacy_notice_ko", "privacy_notice_en"]},
        ),
        (_("E-mails to candidates"), {"fields": ["remind_days_before"]}),
        (
            _("After the interview"),
            {"fields": ["outcome_days", "what_next_ko", "what_next_en", "candidates_keep_transcript"]},
        ),
    ]
    readonly_fields = ["not_said_yet", "shown_logo", "due_now"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Organisation.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Open the only row instead of a list with one line."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)  # which refuses
        if only := Organisation.objects.first():
            return redirect(reverse("admin:interviews_organisation_change", args=[only.pk]))
        if self.has_add_permission(request):
            return redirect(reverse("admin:interviews_organisation_add"))
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("still missing"))
    def not_said_yet(self, company: Organisation) -> str:
        if not company.missing:
            return str(_("Nothing: invitations say all that candidates ask for."))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((name,) for name in company.missing)))

    @admin.display(description=_("due to be deleted"))
    def due_now(self, company: Organisation) -> str:
        """Say what the workers delete with their next daily look, so that a wrong number is noticed in time."""
        if not retention.is_limited():
            return str(_("Nothing: interviews are kept until somebody deletes them."))
        due = retention.due().count()
        return (
            ngettext("%d interview, by the workers within a day", "%d interviews, by the workers within a day", due)
            % due
        )

    @admin.display(description=_("logo now"))
    def shown_logo(self, company: Organisation) -> str:
        if not company.logo:
            return str(_("none"))
        address = f"{reverse('interviews:logo')}?{company.logo_stamp}"
        return format_html('<img src="{}" alt="" height="60">', address)
