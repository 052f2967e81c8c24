"""How long the interviewer was away, and that a candidate with a time limit gets that time back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from interviews import services
from interviews.interruptions import seconds_away
from interviews.models import Generation, Interview, Position, Turn
from interviews.notices.notices import Notices
from interviews.record.snapshot import snapshot

from .scenes import RAN_OUT, RECORD, ask_next, claim, ready, turn_of

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass
class Tried:
    """An attempt, in seconds after noon."""

    queued: float
    claimed: float
    ended: float | None
    outcome: str = "done"
    failure_code: str = ""

    @property
    def queued_at(self) -> datetime:
        return NOON + timedelta(seconds=self.queued)

    @property
    def claimed_at(self) -> datetime:
        return NOON + timedelta(seconds=self.claimed)

    @property
    def ended_at(self) -> datetime | None:
        return None if self.ended is None else NOON + timedelta(seconds=self.ended)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [
        ([], 0),
        ([Tried(0, 0.2, 9)], 0),
        ([Tried(0, 4.9, 9)], 0),
        ([Tried(0, 30, 39)], 30),
        ([Tried(0, 0, 32, "lost"), Tried(0, 32, 40)], 32),
        ([Tried(0, 0, 32, "lost"), Tried(0, 40.2, None, "running")], 41),
        ([Tried(0, 2, 5, "handed_back"), Tried(0, 7, 12)], 7),
        ([Tried(0, 0, 8, "refused"), Tried(0, 8, 12)], 0),
        ([Tried(0, 0, 32, "lost"), Tried(0, 32, 40, "refused"), Tried(0, 40, 44)], 32),
        ([Tried(0, 0, 20, "failed", "model_unavailable"), Tried(300, 300, 304)], 20),
        ([Tried(0, 0, 20, "failed", "cancelled"), Tried(300, 300, 304)], 0),
        ([Tried(0, 0, 20, "failed", "empty"), Tried(300, 312, 320)], 12),
        ([Tried(0, 3, 20), Tried(300, 303, 320)], 0),
        ([Tried(0, -1, 9)], 0),
    ],
)
def test_only_time_without_an_interviewer_counts(attempts: list[Tried], seconds: int) -> None:
    assert seconds_away(attempts) == seconds


@pytest.fixture
def limited() -> Interview:
    """An interview of ten minutes whose first question waits for a worker."""
    interview = ready()
    Position.objects.update(time_limit_minutes=10)
    interview.refresh_from_db()
    services.start(interview)
    return interview


def lose_a_minute(interview: Interview) -> None:
    """Let a worker take the open question a minute ago and die with it."""
    claim("w1", lease=RAN_OUT)
    minute = timedelta(minutes=1)
    Turn.objects.filter(interview=interview).update(queued_at=F("queued_at") - minute)
    Generation.objects.filter(turn__interview=interview).update(
        queued_at=F("queued_at") - minute, claimed_at=F("claimed_at") - minute
    )


@pytest.mark.django_db(transaction=True)
def test_a_lost_worker_puts_off_the_end_and_is_told(limited: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(Notices, "state_changed", lambda _, *change: told.append(change))
    before = limited.ends_at
    lose_a_minute(limited)
    turn = claim("w2")
    assert services.save_question(turn, "Why?", RECORD)
    limited.refresh_from_db()
    assert before
    assert limited.ends_at
    assert 60 <= (limited.ends_at - before).total_seconds() <= 65
    assert told == [(limited.pk, "running")]
    [described] = snapshot(limited)["turns"]
    assert described["interrupted_seconds"] == limited.given_back_seconds == turn_of(limited).interrupted_seconds


@pytest.mark.django_db
def test_a_question_that_came_at_once_says_nothing(limited: Interview) -> None:
    before = limited.ends_at
    ask_next()
    limited.refresh_from_db()
    assert limited.ends_at == before
    assert "interrupted_seconds" not in snapshot(limited)["turns"][0]


@pytest.mark.django_db
def test_the_staff_page_says_how_long_the_interviewer_was_away(limited: Interview, admin_client: Any) -> None:
    lose_a_minute(limited)
    services.save_question(claim("w2"), "Why?", RECORD)
    Turn.objects.filter(interview=limited).update(interrupted_seconds=65)
    page = admin_client.get(f"/staff/interviews/{limited.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "The interviewer was away for 1 min 5 s before this question. Nothing was lost" in page
    assert "This time is not taken off the candidate’s." in page
