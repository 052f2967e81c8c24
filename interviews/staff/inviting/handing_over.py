"""How new invitations get to their candidates: by e-mail, or as links for the recruiter to pass on."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext

from interviews.inviting.progress import Report, tell_nobody
from interviews.mailing import queue
from interviews.models import Interview, Mail, StaffAction
from interviews.privacy.sessions import LINKS_TO_SHOW

from .record import note


def hand_over(request: HttpRequest, made: Sequence[Interview], *, by_mail: bool, report: Report = tell_nobody) -> None:
    """Queue e-mails to those who have an address; the links of all others are shown next. Needs a transaction."""
    to_mail = [each for each in made if by_mail and each.candidate and each.candidate.email]
    queue.enqueue(to_mail, Mail.Kind.INVITATION)
    report(len(made))
    if to_mail:
        tell_of_mails(request, len(to_mail))
    mailed = {interview.pk for interview in to_mail}
    request.session[LINKS_TO_SHOW] = [interview.pk for interview in made if interview.pk not in mailed]
    note(request, made, StaffAction.Kind.INVITE)
    report(len(made))


def after_inviting(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the links that are to be passed on, if there are any, else to the list."""
    page = "links" if request.session.get(LINKS_TO_SHOW) else "changelist"
    return HttpResponseRedirect(reverse(f"admin:interviews_interview_{page}"))


def tell_of_mails(request: HttpRequest, count: int) -> None:
    told = ngettext("%d e-mail is queued.", "%d e-mails are queued.", count) % count
    messages.add_message(request, messages.SUCCESS if count else messages.WARNING, told)
