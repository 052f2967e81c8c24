"""Who needs staff now: what the admin's first page counts, each with the list that shows it."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext

from interviews.access import roles
from interviews.models import CandidateRequest, Interview, Mail
from interviews.services import outcomes

from .evaluation.decision_list import TO_TELL
from .interview_list import at_stage, with_stage


class Need(NamedTuple):
    """How many wait, for what, and the address of their list."""

    number: int
    words: str
    address: str


def needs_of(user: Any) -> list[Need]:
    """Return what waits for this member of staff, the most urgent first. What nobody waits for is left out."""
    return [need for need in (*_requests(user), *_outcomes(user), *_mails(user), *_interviews(user)) if need.number]


def _requests(user: Any) -> Iterator[Need]:
    places = roles.where(user, "view_candidaterequest")
    if places:
        requests = CandidateRequest.objects.filter(
            places.filter("interview__position"), state=CandidateRequest.State.OPEN
        )
        overdue, waiting = requests.filter(due_at__lte=timezone.now()).count(), requests.count()
        words = ngettext("answer to a request is overdue", "answers to requests are overdue", overdue)
        yield Need(overdue, words, _list("candidaterequest", state__exact="open"))
        words = ngettext("request of a candidate is open", "requests of candidates are open", waiting)
        yield Need(waiting, words, _list("candidaterequest", state__exact="open"))


def _outcomes(user: Any) -> Iterator[Need]:
    if roles.where(user, "decide_interview"):
        interviews = Interview.objects.filter(roles.decidable_by(user))
        overdue, waiting = outcomes.overdue(interviews, timezone.now()).count(), outcomes.untold(interviews).count()
        words = ngettext(
            "candidate should have been told the outcome", "candidates should have been told the outcome", overdue
        )
        yield Need(overdue, words, _list("interview", decision=TO_TELL))
        words = ngettext("decided candidate is still to be told", "decided candidates are still to be told", waiting)
        yield Need(waiting, words, _list("interview", decision=TO_TELL))


def _mails(user: Any) -> Iterator[Need]:
    if places := roles.where(user, "view_mail"):
        failed = Mail.objects.filter(places.filter("interview__position")).to_correct().count()
        words = ngettext("e-mail to a candidate failed", "e-mails to candidates failed", failed)
        yield Need(failed, words, _list("mail", to_do="correct"))


def _interviews(user: Any) -> Iterator[Need]:
    places = roles.where(user, "view_interview")
    if not places:
        return
    interviews = with_stage(Interview.objects.filter(places.filter("position"), practice=False))
    for stage, words in STAGES_THAT_NEED:
        count = interviews.filter(at_stage(stage)).count()
        yield Need(count, words(count), _list("interview", stage=stage))


def _list(model: str, **query: str) -> str:
    return f"{reverse(f'admin:interviews_{model}_changelist')}?{urlencode(query)}"


# ngettext is called with literals, so that `makemessages` finds them.
STAGES_THAT_NEED: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("stuck", lambda n: ngettext("question could not be asked", "questions could not be asked", n)),
    ("soon", lambda n: ngettext("invitation link expires soon", "invitation links expire soon", n)),
    (
        "waiting",
        lambda n: ngettext("candidate has not answered for a day", "candidates have not answered for a day", n),
    ),
    ("abandoned", lambda n: ngettext("interview was abandoned", "interviews were abandoned", n)),
)
