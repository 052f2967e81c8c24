"""Makes interviews in a given state by calling the services and jobs that the product calls."""

from datetime import timedelta
from typing import Any

from django.db.models.functions import Now

from interviews import demo, jobs, services
from interviews.models import Interview, Turn

SAID = "I moved the queue to PostgreSQL because it was simpler to run."  # an answer that needs no clarification
LEASE = timedelta(seconds=30)
RAN_OUT = timedelta(seconds=-1)  # a lease that has expired when it begins
RECORD = jobs.Record(last_offset=3, first_token_ms=40, prompt_tokens=100, completion_tokens=20, finish_reason="stop")
MODEL: dict[str, Any] = {"model": "random.gguf", "model_sha256": "0" * 64, "sampling": {"seed": 7}}


def ready(language: str = "en") -> Interview:
    """Create an interview whose candidate has consented."""
    interview = services.create_interview(demo.position(language), "Kim")
    services.consent(interview, language)
    return interview


def started(language: str = "en") -> Interview:
    """Create an interview whose first question waits for a worker."""
    interview = ready(language)
    services.start(interview)
    return interview


def claim(worker: str = "w1", lease: timedelta = LEASE) -> Turn:
    """Claim the waiting turn for a worker."""
    turn = jobs.claim(worker, lease, MODEL)
    assert turn is not None
    return turn


def ask_next(text: str = "Why?") -> Turn:
    """Claim the waiting turn and save `text` as its question."""
    turn = claim()
    assert services.save_question(turn, text, RECORD)
    turn.refresh_from_db()
    return turn


def asked(language: str = "en") -> Interview:
    """Create an interview whose first question waits for its answer."""
    interview = started(language)
    ask_next()
    return interview


def finished(language: str = "en") -> Interview:
    """Create an interview whose closing words have been said."""
    interview = asked(language)
    for number in range(1, interview.position.question_count + 1):
        services.answer(interview, number, f"{SAID} That was project number {number}.")
        ask_next("Thank you." if number == interview.position.question_count else "And then?")
    interview.refresh_from_db()
    return interview


def turn_of(interview: Interview, number: int = 1) -> Turn:
    return Turn.objects.get(interview=interview, number=number)


def lose_worker(turn: Turn) -> None:
    """Let the turn's lease expire, as if its worker had died."""
    Turn.objects.filter(pk=turn.pk).update(lease_expires_at=Now() - timedelta(seconds=1))
