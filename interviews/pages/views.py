"""The candidate's pages. Whatever changes on them while they are open arrives over the stream."""

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews import services
from interviews.access import visitors
from interviews.access.practice import PracticeRequest
from interviews.composition import current
from interviews.interviewer.fence import MAX_ANSWER_CHARS
from interviews.models import Interview, Organisation, Position
from interviews.record.snapshot import snapshot
from interviews.services import Rejected
from streaming.speech import SpeechError

from .sound_sample import samples
from .visit import activate_language, candidates_own, interview_of

log = structlog.get_logger(__name__)

UNAVAILABLE = 503

NO_VOICE = _("The voice is not available right now. The interview continues in writing.")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "interviews/home.html")


@never_cache
@require_safe
def room(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Show the interview to the candidate's browser. Staff get the page of theirs, and 404 anybody else."""
    interview, by = interview_of(request, interview_id)
    if by == "staff":
        return redirect("staff:interview", interview.pk)
    activate_language(request, interview)
    sample = reverse("interviews:voice-sample", args=[interview.pk])
    data = {
        "snapshot": snapshot(interview),
        "now": timezone.now().isoformat(),
        "question_count": interview.question_count,
        "answer_limit": MAX_ANSWER_CHARS,
        "transport": "ws" if request.GET.get("transport") == "ws" else "sse",
        "drafts": services.reads_drafts(interview),
        "voice": {"sample": sample} if _has_voice(interview) else None,
    }
    company = Organisation.current()
    context = {
        "interview": interview,
        "room": data,
        "what_next": company.what_next(translation.get_language() or interview.language),
        "keeps_transcript": company.candidates_keep_transcript,
    }
    return render(request, "interviews/room.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Tell a candidate how to finish later. The page's button ends this browser's access. 404 for anybody else."""
    interview = candidates_own(request, interview_id)
    if request.method == "POST":
        visitors.let_out(request.session, interview)
    context = {"interview": interview, "has_left": request.method == "POST"}
    return render(request, "interviews/leave.html", context)


@never_cache
@require_safe
def voice_sample(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Return a sentence in the interview's voice, as a sound file. 503 if the voice is unavailable."""
    interview, _by = interview_of(request, interview_id)
    if not _has_voice(interview):
        raise Http404
    try:
        sample = samples(current().make_sample).get(interview.language, interview.speaking_voice)
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


def _has_voice(interview: Interview) -> bool:
    return interview.voice and current().voice_enabled
