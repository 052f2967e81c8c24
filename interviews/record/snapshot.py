"""An interview as `GET /v1/interviews/<id>` returns it."""

from typing import Any

from msgspec import structs

from interviews import jobs
from interviews.models import Generation, Interview, Turn

from .closing import closing_event


def snapshot(interview: Interview) -> dict[str, Any]:
    """Return the whole interview. `last_event_id` is the position up to which `turns` covers the stream.

    It is "" until the first question has ended.
    """
    # Read before the turns: a question that ends between the two queries is then sent twice rather than never.
    covered = position(last_closed(interview))
    end = {"ends_at": interview.ends_at_text} if interview.ends_at_text else {}
    return {
        **end,
        "interview": interview.pk,
        "status": interview.status,
        "language": interview.language,
        "turns": [describe(turn) for turn in interview.turns.order_by("number")],
        "last_event_id": covered,
    }


def finished_turns(interview: Interview) -> list[dict[str, Any]]:
    """Return the turns whose question is complete, as a `reset` carries them."""
    return [describe(turn) for turn in interview.turns.filter(status__in=Turn.DONE).order_by("number")]


def describe(turn: Turn) -> dict[str, Any]:
    """Return one turn. A failed one has a `failure`, with the fields of its `question.failed`."""
    described = {
        "turn": turn.number,
        "kind": turn.kind,
        "topic": turn.topic,
        "status": turn.status,
        "question": turn.question,
        "answer": turn.answer,
    }
    if turn.interrupted_seconds:
        described["interrupted_seconds"] = turn.interrupted_seconds
    if turn.status == Turn.Status.FAILED and turn.generation_id:
        event = structs.asdict(closing_event(jobs.ended(turn.generation_id)))
        described["failure"] = {name: event[name] for name in ("code", "message", "retryable", "by")}
    return described


def last_closed(interview: Interview) -> Generation | None:
    """Return the newest attempt that has ended: its closing event is the last event that the database covers."""
    ended = Generation.objects.filter(turn__interview=interview, last_offset__isnull=False)
    return ended.order_by("-pk").first()


def position(closed: Generation | None) -> str:
    """Return the stream position of an attempt's closing event; "" for None."""
    return f"{closed.pk}-{closed.last_offset}" if closed else ""
