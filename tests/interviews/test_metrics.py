"""The Prometheus metrics of questions."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from interviews import metrics
from interviews.models import Generation, Interview, Turn
from tests.change import Change

Outcome = Generation.Outcome


def generation(practice: bool = False, **fields: Any) -> Generation:
    """Return an attempt as if loaded from the database; no test here needs a row."""
    turn = Turn(interview=Interview(practice=practice), number=1)
    return Generation(turn=turn, attempt=1, **fields)


def done(**fields: Any) -> Generation:
    times: dict[str, Any] = {"first_token_ms": 400, "total_ms": 2400, "completion_tokens": 41}
    return generation(outcome=Outcome.DONE, **{**times, **fields})


@pytest.fixture
def claimed() -> Turn:
    """A turn that was claimed 0.25 s after it was queued."""
    now = timezone.now()
    made = generation(queued_at=now - timedelta(milliseconds=250), claimed_at=now)
    made.turn.generation = made
    return made.turn


def attempts(outcome: str, code: str = "", source: str = "model") -> Change:
    return Change("interview_attempts_total", outcome=outcome, code=code, source=source)


def first_token_sum() -> Change:
    return Change("interview_first_token_seconds_sum")


def test_a_finished_question_is_counted_with_its_times_in_seconds() -> None:
    counted, first, whole = attempts("done"), first_token_sum(), Change("interview_question_seconds_sum")
    speed = Change("interview_tokens_per_second_sum")
    metrics.ended(done())
    assert counted.by == 1
    assert first.by == pytest.approx(0.4)
    assert whole.by == pytest.approx(2.4)
    assert speed.by == pytest.approx(20), "the first of 41 tokens was there at 0.4 s, the last 2 s later"


def test_half_a_second_is_a_bucket_of_the_first_token() -> None:
    within = Change("interview_first_token_seconds_bucket", le="0.5")
    metrics.ended(done(first_token_ms=500))
    metrics.ended(done(first_token_ms=501))
    assert within.by == 1


def test_a_question_from_the_bank_is_timed_as_well() -> None:
    counted, first, speed = (
        attempts("done", source="bank"),
        first_token_sum(),
        Change("interview_tokens_per_second_sum"),
    )
    metrics.ended(done(source=Generation.Source.BANK, completion_tokens=None))
    assert counted.by == 1
    assert first.by == pytest.approx(0.4)
    assert speed.by == 0


def test_a_failure_is_counted_by_its_code_and_not_timed() -> None:
    counted, first = attempts("failed", "timeout"), first_token_sum()
    metrics.ended(generation(outcome=Outcome.FAILED, failure_code="timeout", first_token_ms=90))
    assert counted.by == 1
    assert first.by == 0


def test_a_refusal_is_counted_by_its_flaw() -> None:
    counted = attempts("refused", "no_question")
    metrics.dropped(generation().turn, Outcome.REFUSED, "no_question")
    assert counted.by == 1


def test_an_attempt_that_was_lost_or_handed_back_is_counted() -> None:
    lost, back = attempts("lost"), attempts("handed_back")
    metrics.dropped(generation().turn, Outcome.LOST)
    metrics.dropped(generation().turn, Outcome.HANDED_BACK)
    assert (lost.by, back.by) == (1, 1)


def test_the_wait_in_line_is_counted_at_the_claim(claimed: Turn) -> None:
    waited = Change("interview_queue_seconds_sum")
    metrics.claimed(claimed)
    assert waited.by == pytest.approx(0.25)


def test_a_question_without_sound_is_not_in_the_first_sounds() -> None:
    heard = Change("interview_first_sound_seconds_count")
    metrics.spoken(Interview(), None)
    assert heard.by == 0
    metrics.spoken(Interview(), 900)
    assert heard.by == 1


def test_practice_is_not_counted(claimed: Turn) -> None:
    watched = [attempts("done"), attempts("lost"), first_token_sum(), Change("interview_queue_seconds_count")]
    watched.append(Change("interview_first_sound_seconds_count"))
    claimed.interview.practice = True
    metrics.claimed(claimed)
    metrics.ended(done(practice=True))
    metrics.dropped(claimed, Outcome.LOST)
    metrics.spoken(claimed.interview, 900)
    assert [change.by for change in watched] == [0.0] * 5
