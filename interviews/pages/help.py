"""Where candidates ask the people who invited them for something: by their link, or from the room."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interviews import services
from interviews.access import visitors
from interviews.composition import current
from interviews.models import REPLY_TO_CHARS, REQUEST_CHARS, CandidateRequest, Interview, Organisation

from .visit import activate_language, candidates_own

REQUESTS_AN_HOUR = 10
TOO_MANY, UNPROCESSABLE = 429, 422

Kind = CandidateRequest.Kind
CHOICES = {
    Kind.MORE_TIME: _("I need more time, for the interview or until the deadline"),
    Kind.PERSON: _("I would rather talk with a person"),
    Kind.PROBLEM: _("Something does not work"),
    Kind.NEW_LINK: _("I need a new link"),
    Kind.ACCESS: _("I want a copy of what is kept about me"),
    Kind.CORRECTION: _("Something that is kept about me is wrong"),
    Kind.DELETION: _("I want what is kept about me to be deleted"),
    Kind.EXPLANATION: _("I want to know what part the AI had, and how it was decided"),
    Kind.HUMAN_LOOK: _("I want a person to look at my interview again"),
    Kind.OTHER: _("Something else"),
}


class HelpForm(forms.Form):
    """A request. Somebody who reports a problem, an error or something else has to say what it is."""

    kind = forms.ChoiceField(choices=list(CHOICES.items()))
    text = forms.CharField(required=False, max_length=REQUEST_CHARS, strip=True)
    reply_to = forms.CharField(required=False, max_length=REPLY_TO_CHARS, strip=True)

    def clean(self) -> dict[str, str]:
        data = super().clean() or {}
        if data.get("kind") in (Kind.PROBLEM, Kind.CORRECTION, Kind.OTHER) and "text" in data and not data["text"]:
            self.add_error("text", _("Please write in a few words what it is about."))
        return data


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def help_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take a request from whoever holds the invitation link, also before the consent and after the deadline."""
    interview = services.find_invitation(token)
    if interview is None or interview.practice or not visitors.may_take_part(request.user, interview):
        raise Http404
    activate_language(request, interview)
    return _help(request, interview, reverse("interviews:invitation", args=[token]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def help_in_room(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Take a request from the candidate's browser. 404 for anybody else."""
    interview = candidates_own(request, interview_id)
    return _help(request, interview, reverse("interviews:room", args=[interview.pk]))


def _help(request: HttpRequest, interview: Interview, back: str) -> HttpResponse:
    chosen = request.GET.get("kind", "")
    form = HelpForm(request.POST if request.method == "POST" else None, initial={"kind": chosen})
    context = {"interview": interview, "company": Organisation.current(), "back": back, "form": form}
    if request.method != "POST":
        return render(request, "interviews/help.html", context)
    if not form.is_valid():
        return render(request, "interviews/help.html", context, status=UNPROCESSABLE)
    if current().rate_limiter.hit("help", str(interview.pk), REQUESTS_AN_HOUR, minutes=60):
        return render(request, "interviews/help.html", {**context, "too_many": True}, status=TOO_MANY)
    services.ask_people(interview, **form.cleaned_data)
    return render(request, "interviews/help.html", {**context, "sent": True})
