"""The choice of a voice in the admin, for a position or for one interview, with a button to hear it."""

from typing import Any

import structlog
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Script, TextInput
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interviews.access import roles
from interviews.composition import current
from interviews.models import Position
from interviews.models.position import Language
from interviews.pages.sound_sample import samples
from streaming.speech import SpeechError

log = structlog.get_logger(__name__)

SAMPLES_A_MINUTE = 20  # of one member of staff
MOST_CHARACTERS = 255


class VoiceInput(TextInput):
    """Suggests the voices that the site offers. Others can be entered, because a server may get them later."""

    class Media:
        js = [Script("js/staff/position_voice.js", type="module")]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        offered = [(voice, label) for code, label in Language.choices for voice in _offered(code) or ()]
        context = {
            "input": super().render(name, value, {**(attrs or {}), "list": "offered-voices"}, renderer),
            "offered": offered,
            "sample": reverse("admin:interviews_position_voice_sample"),
            "language": self.attrs.get("data-language", ""),
            "speaks": current().voice_enabled,
        }
        return render_to_string("admin/interviews/position/voice_input.html", context)


class VoicedPositions(admin.ModelAdmin):
    """Positions whose voice is checked when it is saved, and can be heard before."""

    def get_urls(self) -> list[Any]:
        sample = self.admin_site.admin_view(never_cache(require_safe(self.voice_sample)))
        return [path("voice-sample/", sample, name="interviews_position_voice_sample"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Position, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        warn_if_unknown(request, obj.language, obj.voice_name)

    def voice_sample(self, request: HttpRequest) -> HttpResponseBase:
        """Return a sentence in the language and the voice that the query names, as interviews would speak it."""
        if not (self.has_change_permission(request) or roles.where(request.user, "change_interview")):
            raise PermissionDenied
        language, voice = (
            request.GET.get("language") or self._language_of_position(request),
            request.GET.get("voice", ""),
        )
        if language not in Language.values or len(voice) > MOST_CHARACTERS:
            return _text(_("Choose a language and a voice."), 400)
        if seconds := current().rate_limiter.hit("voice_sample", str(request.user.pk), SAMPLES_A_MINUTE):
            return _text(_("Too many samples. Try again in %(seconds)d seconds.") % {"seconds": seconds}, 429)
        if voice and (warning := unknown(language, voice)):
            return _text(warning, 404)
        try:
            sample = samples(current().make_sample).get(language, voice)
        except SpeechError as error:
            log.warning("voice sample failed", reason=str(error))
            return _text(_("The voice is not available right now."), 503)
        return HttpResponse(sample, content_type="audio/wav")

    def _language_of_position(self, request: HttpRequest) -> str:
        """Return the language of an interview whose form names none: that of its position."""
        chosen = request.GET.get("position", "")
        position = self.get_queryset(request).filter(pk=int(chosen)).first() if chosen.isdecimal() else None
        return position.language if position else ""


def warn_if_unknown(request: HttpRequest, language: str, voice: str) -> None:
    """Tell who saved a form if its voice will not speak."""
    if voice and (warning := unknown(language, voice)):
        messages.warning(request, warning)


def unknown(language: str, voice: str) -> str:
    """Return a warning if the site offers voices for the language, but not this one; else an empty text."""
    offered = _offered(language)
    if offered is None or voice in offered:
        return ""
    told = {"voice": voice, "offered": ", ".join(offered) or "-"}
    return _("There is no voice “%(voice)s”, so the default voice speaks. Available: %(offered)s.") % told


def _offered(language: str) -> tuple[str, ...] | None:
    return current().offered_voices(language) if current().voice_enabled else None


def _text(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
