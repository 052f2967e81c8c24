"""The page of an invitation link."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews import services
from interviews.access import roles, visitors
from interviews.composition import current
from interviews.models import Interview, Organisation
from interviews.record.duration import estimated_minutes

from .mended_link import mended
from .visit import activate_language

NO_CONTENT = 204
FORBIDDEN = 403
GONE = 410
UNPROCESSABLE = 422
TOO_MANY = 429
OPENINGS_A_MINUTE = 10  # of one link


@never_cache  # the page names a person, and its address is a secret
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of an invitation link. Its button records the consent, or lets the candidate back in."""
    interview = services.find_invitation(token)
    if interview is None:
        return _mended(request, token)
    if not visitors.may_take_part(request.user, interview):
        return _show_to_staff(request, interview)
    activate_language(request, interview)
    services.expire_invitation(interview)
    if _has_entered(request, interview):
        return redirect("interviews:room", interview.pk)
    if interview.is_over and interview.status != Interview.Status.EXPIRED:
        what_next = Organisation.current().what_next(translation.get_language() or interview.language)
        return render(
            request,
            "interviews/over.html",
            {"interview": interview, "what_next": what_next, "help_address": _help_address(token)},
        )
    if not interview.invitation_is_open:
        return render(request, "410.html", {"help_address": _help_address(token)}, status=GONE)
    if request.method == "POST":
        return _enter(request, token, interview)
    return _show_invitation(request, token, interview)


def _show_to_staff(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Say whose link this is. A member of staff who went on would consent and answer in the candidate's name."""
    context = {"interview": interview, "may_watch": roles.may_watch(request.user, interview)}
    return render(request, "interviews/not_yours.html", context, status=FORBIDDEN if request.method == "POST" else 200)


def _has_entered(request: HttpRequest, interview: Interview) -> bool:
    """Return whether the candidate has consented and entered in this browser."""
    return interview.consented_at is not None and visitors.has_entered(request.session, interview)


def _enter(request: HttpRequest, token: str, interview: Interview) -> HttpResponse:
    if interview.consented_at is None:
        language = _consent_given(request)
        if not language:
            return _show_invitation(request, token, interview, consent_missing=True)
        services.consent(interview, language)
    visitors.let_in(request.session, interview)
    return redirect("interviews:room", interview.pk)


def _consent_given(request: HttpRequest) -> str:
    """Return the language of the consent text that was agreed to.

    Returns "" if the box was not ticked, or if the consent text has changed since the page was loaded.
    """
    agreed = request.POST.get("consent") == "yes" and request.POST.get("version") == services.CONSENT_VERSION
    language = request.POST.get("language", "")
    return language if agreed and language in dict(settings.LANGUAGES) else ""


def _show_invitation(
    request: HttpRequest, token: str, interview: Interview, consent_missing: bool = False
) -> HttpResponse:
    template = "invitation" if interview.consented_at is None else "welcome_back"
    company = Organisation.current()
    context = {
        "interview": interview,
        "company": company,
        "privacy_notice": company.privacy_notice(translation.get_language() or interview.language),
        "minutes": estimated_minutes(interview),
        "help_address": _help_address(token),
        "consent_version": services.CONSENT_VERSION,
        "consent_missing": consent_missing,
    }
    status = UNPROCESSABLE if consent_missing else 200
    return render(request, f"interviews/{template}.html", context, status=status)


@never_cache
@require_POST
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """Keep that a person has the page of the link open. Its script says so; programs that fetch links do not."""
    interview = services.find_invitation(token)
    if interview is None or interview.practice or not visitors.may_take_part(request.user, interview):
        raise Http404
    if current().rate_limiter.hit("opened", str(interview.pk), OPENINGS_A_MINUTE):
        return HttpResponse(status=TOO_MANY)
    if interview.status == Interview.Status.INVITED and interview.invitation_is_open:
        services.note_opened(interview)
    return HttpResponse(status=NO_CONTENT)


@never_cache
@require_safe
def glued_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the invitation from a link without its last slash, or with something glued to it behind that slash."""
    return _mended(request, token)


def _mended(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the page of the token within this one. 410 for a link that was replaced, 404 for any other."""
    found = mended(token)
    if services.was_replaced(found):
        return render(request, "interviews/replaced.html", status=GONE)
    if services.find_invitation(found) is None:
        raise Http404
    return redirect("interviews:invitation", found)


def _help_address(token: str) -> str:
    return reverse("interviews:help-by-link", args=[token])
