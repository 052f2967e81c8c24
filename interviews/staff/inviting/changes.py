"""What staff can change about many interviews at once: which are fit for it, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from interviews import services
from interviews.composition import current
from interviews.models import Interview, Mail, StaffAction
from interviews.services import course
from interviews.services.course import UNBEGUN

Status, Kind = Interview.Status, StaffAction.Kind
UNDER_WAY = (Status.RUNNING, Status.PAUSED)


class Asked(NamedTuple):
    """Who wants the change, and for how many days."""

    user: Any
    days: int


@dataclass(frozen=True)
class Change:
    """`apply` takes an interview and what was asked for, and returns whether it changed anything.

    `consequence` tells what will happen. `kind` is what the history says, None if `apply` keeps it by itself. With
    `shows_links`, links are shown afterwards. `mail` is the kind of the e-mail that the candidates get, if any.
    """

    title: Any
    consequence: Any
    kind: Any
    statuses: tuple[Any, ...]
    apply: Callable[[Interview, Asked], bool]
    asks_days: bool = False
    shows_links: bool = False
    mail: Any = None

    def fits(self, interview: Interview) -> bool:
        if interview.practice or interview.withdrawn_at or interview.status not in self.statuses:
            return False
        return not self.mail or self._can_be_mailed(interview)

    def _can_be_mailed(self, interview: Interview) -> bool:
        if not (interview.candidate and interview.candidate.email):
            return False
        # A new link is made in any case.
        return self.asks_days or (interview.invitation_is_open and bool(services.invitation_link(interview)))


def offered() -> dict[str, Change]:
    """Return the changes that this server can make: without a mail server, those without an e-mail."""
    return {name: change for name, change in CHANGES.items() if not change.mail or current().mail_server}


def _replace(interview: Interview, asked: Asked) -> bool:
    services.make_invitation(interview, asked.days)
    return True


CHANGES: dict[str, Change] = {
    "replace_links": Change(
        _("Create new links"),
        _("Each of these candidates gets a new link. The links that they have now stop working, and so does what is open in their browsers."),  # noqa: E501
        Kind.INVITE,
        (*UNBEGUN, *UNDER_WAY, Status.EXPIRED), _replace, asks_days=True, shows_links=True,
    ),
    "show_links": Change(
        _("Show the links again"),
        _("The links stay the same. Whoever has one can take the interview: pass them on to these candidates only."),
        Kind.SHOW_LINK,
        (*UNBEGUN, *UNDER_WAY), lambda interview, asked: bool(services.invitation_link(interview)), shows_links=True,
    ),
    "mail_links": Change(
        _("Send the links by e-mail"),
        _("Each of these candidates gets an e-mail with the link. The links stay the same."),
        Kind.MAIL_LINK,
        (*UNBEGUN, *UNDER_WAY), lambda interview, asked: True, mail=Mail.Kind.INVITATION,
    ),
    "mail_new_links": Change(
        _("Create new links and send them by e-mail"),
        _("Each of these candidates gets an e-mail with a new link. The links that they have now stop working, and so does what is open in their browsers."),  # noqa: E501
        Kind.INVITE,
        (*UNBEGUN, *UNDER_WAY, Status.EXPIRED), _replace, asks_days=True, mail=Mail.Kind.NEW_LINK,
    ),
    "remind": Change(
        _("Remind by e-mail"),
        _("Each of these candidates gets an e-mail that says until when the interview can be taken. The links stay the same."),  # noqa: E501
        Kind.REMIND,
        (*UNBEGUN, Status.RUNNING), lambda interview, asked: True, mail=Mail.Kind.REMINDER,
    ),
    "extend": Change(
        _("Extend the links"),
        _("The links stay the same and are valid longer. Links that have expired open again."),
        Kind.EXTEND,
        (*UNBEGUN, *UNDER_WAY, Status.EXPIRED),
        lambda interview, asked: course.extend(interview, asked.days), asks_days=True,
    ),
    "revoke": Change(
        _("Revoke the links"),
        _("The links stop working now. You can extend them later."),
        Kind.REVOKE,
        UNBEGUN, lambda interview, asked: course.revoke(interview),
    ),
    "pause": Change(
        _("Pause"),
        _("These candidates cannot answer until you resume their interviews. What they have sent is kept."),
        Kind.PAUSE,
        (Status.RUNNING,), lambda interview, asked: course.pause(interview),
    ),
    "resume": Change(
        _("Resume"),
        _("These candidates can go on where they were."),
        Kind.RESUME,
        (Status.PAUSED,), lambda interview, asked: course.resume(interview),
    ),
    "call_off": Change(
        _("Cancel the interviews"),
        _("These interviews end now, and their links say so. What was answered is kept. You can reopen them."),
        Kind.CANCEL,
        (*UNBEGUN, *UNDER_WAY), lambda interview, asked: course.call_off(interview),
    ),
    "reopen": Change(
        _("Reopen"),
        _("These cancelled interviews go on where they were, by the same links, if those have not expired."),
        Kind.REOPEN,
        (Status.CANCELLED,), lambda interview, asked: course.reopen(interview),
    ),
}  # fmt: skip
