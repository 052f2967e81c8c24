"""The admin's pages of the e-mails' texts, below the company."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from interviews.composition import current
from interviews.mailing import texts
from interviews.mailing.message import as_paragraphs, sample_values
from interviews.mailing.placeholders import fill, one_line
from interviews.mailing.standard import STANDARD, MailWords
from interviews.models import Language, Mail, MailText, Organisation
from interviews.record import audit

LIST = "admin:interviews_mail_texts"


class MailTextForm(forms.ModelForm):
    class Meta:
        model = MailText
        fields = ("subject", "text")
        widgets = {
            "subject": forms.TextInput(attrs={"size": 80}),
            "text": forms.Textarea(attrs={"rows": 18, "cols": 90}),
        }

    def clean_subject(self) -> str:
        subject = one_line(self.cleaned_data["subject"])
        texts.check_subject(subject)
        return subject

    def clean_text(self) -> str:
        text = "\n".join(self.cleaned_data["text"].splitlines())
        texts.check_text(text)
        return text


class MailTextsPages:
    """Mixed into the admin of the company: who may see or change that may see or change these."""

    def get_urls(self) -> list[URLPattern]:
        site: Any = self.admin_site  # type: ignore[attr-defined]
        pages = [
            path("mails/", site.admin_view(self.mail_texts), name="interviews_mail_texts"),
            path("mails/<str:kind>/<str:language>/", site.admin_view(self.mail_text), name="interviews_mail_text"),
        ]
        return pages + super().get_urls()  # type: ignore[misc]

    def mail_texts(self, request: HttpRequest) -> HttpResponse:
        """List the texts, and say which of them are the company's own."""
        self._demand_view(request)
        own = {(text.kind, text.language) for text in MailText.objects.all()}
        rows = [
            (kind, kind_name, language, language_name, (kind, language) in own)
            for kind, kind_name in Mail.Kind.choices
            for language, language_name in Language.choices
        ]
        mail_is_on = current().mail_server is not None
        return self._mails_page(request, "mail_texts", _("E-mail texts"), rows=rows, mail_is_on=mail_is_on)

    def mail_text(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        """Show a text with a preview. A POST saves it, or goes back to the standard text, or only shows a preview."""
        self._demand_view(request)
        if (kind, language) not in STANDARD:
            raise Http404
        may_change = self.has_change_permission(request)  # type: ignore[attr-defined]
        text = MailText.objects.filter(kind=kind, language=language).first() or _standard(kind, language)
        form = MailTextForm(request.POST if request.method == "POST" else None, instance=text)
        for field in form.fields.values():
            field.disabled = not may_change
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            if "standard" in request.POST or ("preview" not in request.POST and form.is_valid()):
                return _keep(request, text)
        is_usable = not form.is_bound or form.is_valid()
        words = MailWords(form.instance.subject, form.instance.text)
        title = f"{Mail.Kind(kind).label} ({Language(language).label})"
        context = {"form": form, "text": text, "may_change": may_change, "meanings": texts.MEANINGS}
        preview = _preview(words, language) if is_usable else None
        return self._mails_page(request, "mail_text", title, preview=preview, language=language, **context)

    def _demand_view(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied

    def _mails_page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        site: Any = self.admin_site  # type: ignore[attr-defined]
        shared = {**site.each_context(request), "opts": Organisation._meta, "title": title}
        return TemplateResponse(request, f"admin/interviews/organisation/{template}.html", shared | context)


def _standard(kind: str, language: str) -> MailText:
    return MailText(kind=kind, language=language, **STANDARD[kind, language]._asdict())


@transaction.atomic
def _keep(request: HttpRequest, text: MailText) -> HttpResponse:
    """Save the text, or go back to the standard one, also if it was typed as it stands there."""
    standard = STANDARD[text.kind, text.language]
    is_standard = "standard" in request.POST or (text.subject, text.text) == standard
    key = text.pk
    if not is_standard:
        words = {"subject": text.subject, "text": text.text}
        own, _is_new = MailText.objects.update_or_create(kind=text.kind, language=text.language, defaults=words)
        key = own.pk
    elif key:
        MailText.objects.filter(pk=key).delete()
    messages.success(request, _("The standard text is used.") if is_standard else _("The text is saved."))
    about = {"kind": text.kind, "language": text.language, "standard": is_standard}
    audit.write_about(audit.staff(request.user), "mail_text", [("mailtext", key)], **about)
    return HttpResponseRedirect(reverse(LIST))


def _preview(words: MailWords, language: str) -> dict[str, Any]:
    with override(language):
        values = sample_values(Organisation.current())
    text = fill(words.text, values)
    return {"subject": one_line(fill(words.subject, values)), "text": as_paragraphs(text, values["link"])}
