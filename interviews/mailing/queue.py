"""The only writer of mails. The row is the job, and a lease says that a worker is sending it.

    queued -> sending -> sent
                      -> failed     (refused by the server, or not taken for two days)
                      -> dropped    (not to be sent any more: the interview is over, the link was replaced ...)
                      -> queued     (the server said to try later, or could not be reached)
                      -> sending    (its worker was lost: sent once more, after that it fails)

Each step is a conditional update that counts its rows: of concurrent workers one sends.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.db.models.functions import Now
from django.utils import timezone

from interviews.models import Interview, Mail
from interviews.models.mailing.mail import ANSWER_CHARS

BATCH = 500
LEASE = timedelta(minutes=5)
MAX_LOST = 1  # a mail whose worker was lost is sent again this many times: it may have arrived
GIVE_UP_AFTER = timedelta(days=2)
LONGEST_DELAY = timedelta(hours=2)

State, Reason = Mail.State, Mail.Reason


def enqueue(interviews: Sequence[Interview], kind: Any) -> list[Interview]:
    """Queue a mail about each interview, in the caller's transaction. Return those that had not such a mail waiting."""
    waiting = {
        (mail.interview_id, mail.invitation_hash)
        for batch in _batches([interview.pk for interview in interviews])
        for mail in Mail.objects.filter(interview__in=batch, kind=kind, state__in=Mail.WAITING)
    }
    new = [interview for interview in interviews if (interview.pk, interview.invitation_hash) not in waiting]
    Mail.objects.bulk_create(
        (Mail(interview=each, kind=kind, invitation_hash=each.invitation_hash or "") for each in new),
        batch_size=BATCH,
        ignore_conflicts=True,  # with a colleague who did the same at this moment
    )
    return new


def claim(lease: timedelta = LEASE) -> Mail | None:
    """Claim the mail that has been due longest; None if none is. It comes with interview, position and candidate."""
    while True:
        pk = _due().order_by("due_at", "pk").values_list("pk", flat=True).first()
        if pk is None:
            return None
        if mail := _claim(pk, lease):
            return mail


def _due() -> QuerySet[Mail]:
    abandoned = Q(state=State.SENDING, lease_expires_at__lt=Now())
    return Mail.objects.filter(Q(state=State.QUEUED, due_at__lte=Now()) | abandoned)


@transaction.atomic
def _claim(pk: int, lease: timedelta) -> Mail | None:
    won = _due().filter(pk=pk).update(
        state=State.SENDING,
        lease_expires_at=Now() + lease,
        attempts=F("attempts") + 1,
        lost=Case(When(state=State.SENDING, then=F("lost") + 1), default=F("lost"), output_field=IntegerField()),
    )  # fmt: skip
    if not won:
        return None
    mail = Mail.objects.select_related("interview__position", "interview__candidate").get(pk=pk)
    if mail.lost > MAX_LOST:
        fail(mail, Reason.LOST)
        return None
    return mail


def sent(mail: Mail) -> bool:
    """Each of these functions returns False, and changes nothing, if another worker has claimed the mail since."""
    return _end(mail, State.SENT)


def fail(mail: Mail, reason: Any, answer: str = "") -> bool:
    return _end(mail, State.FAILED, reason=reason, **_answered(answer))


def drop(mail: Mail, reason: Any) -> bool:
    """End a mail that is not to be sent any more."""
    return _end(mail, State.DROPPED, reason=reason)


def try_later(mail: Mail, answer: str) -> bool:
    """Queue the mail again, each time later than before; after two days it fails."""
    if timezone.now() - mail.created_at >= GIVE_UP_AFTER:
        return fail(mail, Reason.GAVE_UP, answer)
    due_at = Now() + delay_after(mail.attempts)
    return _held(mail).update(state=State.QUEUED, lease_expires_at=None, due_at=due_at, **_answered(answer)) == 1


def delay_after(attempts: int) -> timedelta:
    """Return how long to wait after this many attempts: a minute, two, four, and at most two hours."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_DELAY)


def _end(mail: Mail, state: Any, **fields: Any) -> bool:
    return _held(mail).update(state=state, lease_expires_at=None, ended_at=Now(), **fields) == 1


def _held(mail: Mail) -> QuerySet[Mail]:
    """Return the mail, as long as it is this attempt that sends it."""
    return Mail.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts)


def _answered(answer: str) -> dict[str, str]:
    return {"answer": answer[:ANSWER_CHARS]} if answer else {}


def _batches(values: list[int]) -> Iterable[list[int]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
