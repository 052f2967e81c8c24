"""The interview and the language of a request, for all pages for candidates."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import translation

from interviews.access import visitors
from interviews.models import Interview
from interviews.services import Rejected


def interview_of(request: HttpRequest, interview_id: int) -> tuple[Interview, str]:
    """Return the interview, and whether "candidate" or "staff" opened it. Raises Http404 for anybody else."""
    try:
        access = visitors.by_cookie(request.session, request.user).open(interview_id)
    except Rejected:
        raise Http404 from None
    return access.interview, access.role


def candidates_own(request: HttpRequest, interview_id: int) -> Interview:
    """Return the interview that the candidate's browser was let into. Raises Http404 for staff and for anybody else."""
    interview, by = interview_of(request, interview_id)
    if by != "candidate" or interview.practice:
        raise Http404
    activate_language(request, interview)
    return interview


def activate_language(request: HttpRequest, interview: Interview) -> None:
    """Show the page in the interview's language, unless the visitor has chosen another one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(interview.language)
        request.LANGUAGE_CODE = translation.get_language()
