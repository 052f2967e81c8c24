"""How often people may have a question asked again."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from interviews import services
from interviews.models import Interview, Turn
from interviews.models.turn import MAX_RETRIES, RETRY_REST
from interviews.services import Rejected

from .scenes import started, turn_of

pytestmark = pytest.mark.django_db


def cancelled_and_retried(interview: Interview, times: int) -> None:
    for _ in range(times):
        services.cancel(interview, 1, by="candidate")
        services.retry(interview, 1)


def test_a_question_is_retried_five_times_in_a_row_and_no_more() -> None:
    interview = started()
    cancelled_and_retried(interview, MAX_RETRIES)
    services.cancel(interview, 1, by="candidate")
    with pytest.raises(Rejected, match="too_many_attempts"):
        services.retry(interview, 1)
    assert turn_of(interview).generations.count() == MAX_RETRIES + 1


def test_after_a_rest_it_may_be_retried_five_times_again() -> None:
    interview = started()
    cancelled_and_retried(interview, MAX_RETRIES)
    services.cancel(interview, 1, by="candidate")
    Turn.objects.update(queued_at=Now() - RETRY_REST - timedelta(seconds=1))
    services.retry(interview, 1)
    cancelled_and_retried(interview, MAX_RETRIES - 1)
    services.cancel(interview, 1, by="candidate")
    with pytest.raises(Rejected, match="too_many_attempts"):
        services.retry(interview, 1)


def test_a_retry_of_a_queued_question_counts_as_none() -> None:
    interview = started()
    for _ in range(MAX_RETRIES + 1):
        services.retry(interview, 1)
    assert turn_of(interview).retries == 0
