"""The queue of mails: one worker sends each, and what becomes of it is kept. Also run by test_postgresql.py."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interviews.mailing import queue
from interviews.models import Mail
from tests.interviews.test_claims import in_threads

from .scenes import Kind, Reason, State, invited, lose_worker, make_due, queued, state_of

pytestmark = pytest.mark.django_db(transaction=True)


def claimed() -> Mail:
    mail = queue.claim()
    assert mail
    return mail


def test_of_workers_that_claim_concurrently_each_mail_goes_to_one() -> None:
    mails = [queued(invited(f"Kim {number}")).pk for number in range(6)]
    taken = in_threads(4, lambda _number: [queue.claim() for _ in range(3)])
    assert sorted(mail.pk for some in taken for mail in some if mail) == mails


def test_the_same_mail_waits_only_once() -> None:
    interview = invited()
    mail = queued(interview)
    assert queue.enqueue([interview], Kind.INVITATION) == []
    assert queue.enqueue([interview], Kind.REMINDER) == [interview]
    queue.sent(claimed())
    assert state_of(mail)[0] == State.SENT
    assert queue.enqueue([interview], Kind.INVITATION) == [interview]


def test_colleagues_who_queue_the_same_mail_at_once_queue_one() -> None:
    interview = invited()
    in_threads(4, lambda _number: queue.enqueue([interview], Kind.INVITATION))
    assert Mail.objects.count() == 1


def test_a_mail_that_is_to_be_tried_later_waits_longer_each_time() -> None:
    mail = queued()
    waits = []
    for _ in range(4):
        held = claimed()
        assert queue.try_later(held, "451 greylisted")
        assert queue.claim() is None
        mail.refresh_from_db()
        waits.append(round((mail.due_at - timezone.now()) / timedelta(minutes=1)))
        make_due(mail)
    assert waits == [1, 2, 4, 8]
    assert queue.delay_after(100) == queue.LONGEST_DELAY
    assert state_of(mail) == (State.QUEUED, "", "451 greylisted")


def test_a_mail_that_nobody_takes_for_two_days_fails() -> None:
    mail = queued()
    Mail.objects.update(created_at=timezone.now() - queue.GIVE_UP_AFTER)
    queue.try_later(claimed(), "451 no")
    assert state_of(mail) == (State.FAILED, Reason.GAVE_UP, "451 no")


def test_a_mail_whose_worker_was_lost_is_sent_once_more_and_no_further_time() -> None:
    mail = queued()
    first = claimed()
    assert queue.claim() is None
    lose_worker(mail)
    second = claimed()
    assert (second.pk, second.attempts, second.lost) == (first.pk, 2, 1)
    assert not queue.sent(first) and not queue.fail(first, Reason.REFUSED)
    lose_worker(mail)
    assert queue.claim() is None
    assert state_of(mail)[:2] == (State.FAILED, Reason.LOST)


def test_a_mail_that_may_arrive_twice_says_so() -> None:
    mail = queued()
    claimed()
    lose_worker(mail)
    queue.sent(claimed())
    mail.refresh_from_db()
    assert mail.may_arrive_twice


def test_a_mail_goes_with_its_interview() -> None:
    queued().interview.delete()
    assert not Mail.objects.exists()
