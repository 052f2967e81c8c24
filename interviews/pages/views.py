"""The candidate's pages. Whatever changes on them while they are open arrives over the stream."""

from collections.abc import Callable
from functools import cache

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews import services
from interviews.access import visitors
from interviews.access.practice import PracticeRequest
from interviews.composition import current
from interviews.interviewer.fence import MAX_ANSWER_CHARS
from interviews.models import Interview, Position
from interviews.record.snapshot import snapshot
from interviews.services import Rejected
from streaming.speech import SpeechError

from .sound_sample import SoundSamples

log = structlog.get_logger(__name__)

GONE = 410
UNPROCESSABLE = 422
UNAVAILABLE = 503

NO_VOICE = _("The voice is not available right now. The interview continues in writing.")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "interviews/home.html")


@never_cache  # the page names a person, and its address is a secret
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of an invitation link. Its button records the consent, or lets the candidate back in."""
    interview = services.find_invitation(token)
    if interview is None:
        raise Http404
    _activate_language(request, interview)
    services.expire_invitation(interview)
    if _has_entered(request, interview):
        return redirect("interviews:room", interview.pk)
    if interview.is_over and interview.status != Interview.Status.EXPIRED:
        return render(request, "interviews/over.html", {"interview": interview})
    if not interview.invitation_is_open:
        return render(request, "410.html", status=GONE)
    if request.method == "POST":
        return _enter(request, interview)
    return _show_invitation(request, interview)


def _has_entered(request: HttpRequest, interview: Interview) -> bool:
    """Return whether the candidate has consented and entered in this browser. Staff see the invitation instead."""
    return interview.consented_at is not None and visitors.has_entered(request.session, interview)


def _enter(request: HttpRequest, interview: Interview) -> HttpResponse:
    if interview.consented_at is None:
        language = _consent_given(request)
        if not language:
            return _show_invitation(request, interview, consent_missing=True)
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


def _show_invitation(request: HttpRequest, interview: Interview, consent_missing: bool = False) -> HttpResponse:
    template = "invitation" if interview.consented_at is None else "welcome_back"
    context = {
        "interview": interview,
        "consent_version": services.CONSENT_VERSION,
        "consent_missing": consent_missing,
    }
    status = UNPROCESSABLE if consent_missing else 200
    return render(request, f"interviews/{template}.html", context, status=status)


@never_cache
@require_safe
def room(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show the interview, to the candidate's browser and to staff, who watch. 404 for anybody else."""
    interview, by = _interview_of(request, interview_id)
    _activate_language(request, interview)
    sample = reverse("interviews:voice-sample", args=[interview.pk])
    data = {
        "snapshot": snapshot(interview),
        "question_count": interview.question_count,
        "answer_limit": MAX_ANSWER_CHARS,
        "transport": "ws" if request.GET.get("transport") == "ws" else "sse",
        "watching": by == "staff",
        "drafts": by == "candidate" and services.reads_drafts(interview),
        # Staff only read along: they may sit in the same room as the candidate, and two voices would overlap.
        "voice": {"sample": sample} if _has_voice(interview) and by == "candidate" else None,
    }
    return render(request, "interviews/room.html", {"interview": interview, "room": data})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Tell a candidate how to finish later. The page's button ends this browser's access. 404 for anybody else."""
    interview, by = _interview_of(request, interview_id)
    if by != "candidate" or interview.practice:
        raise Http404
    _activate_language(request, interview)
    if request.method == "POST":
        visitors.let_out(request.session, interview)
    context = {"interview": interview, "has_left": request.method == "POST"}
    return render(request, "interviews/leave.html", context)


@never_cache
@require_safe
def voice_sample(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Return a sentence in the interview's voice, as a sound file. 503 if the voice is unavailable."""
    interview, _by = _interview_of(request, interview_id)
    if not _has_voice(interview):
        raise Http404
    try:
        sample = _samples(current().make_sample).get(interview.language, interview.voice_name)
    except SpeechError as error:
        log.warning("voice sample failed", interview=interview.pk, reason=str(error))
        return HttpResponse(NO_VOICE, status=UNAVAILABLE, content_type="text/plain; charset=utf-8")
    return HttpResponse(sample, content_type="audio/wav")


@require_POST
def practise(request: HttpRequest, position_id: int) -> HttpResponse:
    """Create a practice interview for a member of staff and open its room."""
    position = get_object_or_404(Position, pk=position_id)
    try:
        made = visitors.by_cookie(request.session, request.user).practise(PracticeRequest(position.slug))
    except Rejected:
        raise Http404 from None
    return redirect("interviews:room", made.pk)


def _interview_of(request: HttpRequest, interview_id: int) -> tuple[Interview, str]:
    """Return the interview, and whether "candidate" or "staff" opened it. Raises Http404 for anybody else."""
    try:
        access = visitors.by_cookie(request.session, request.user).open(interview_id)
    except Rejected:
        raise Http404 from None
    return access.interview, access.role


@cache
def _samples(make: Callable[[str, str], bytes]) -> SoundSamples:
    return SoundSamples(make)


def _has_voice(interview: Interview) -> bool:
    return interview.voice and current().voice_enabled


def _activate_language(request: HttpRequest, interview: Interview) -> None:
    """Show the page in the interview's language, unless the visitor has chosen another one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(interview.language)
        request.LANGUAGE_CODE = translation.get_language()
