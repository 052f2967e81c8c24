"""An interview as the API tells it, in the form of `GET /v1/interviews/<id>`."""

from typing import Any

from msgspec import structs

from interviews import jobs, services
from interviews.models import Generation, Interview, Turn

from .closing import closing_event


def snapshot(interview: Interview) -> dict[str, Any]:
    """`last_event_id` is the position that `turns` covers, "" before the first question's end."""
    # Read first: what ends between the two queries is then told twice, never not at all.
    covered = position(services.last_closed(interview))
    return {
        "interview": interview.pk,
        "status": interview.status,
        "language": interview.language,
        "turns": [describe(turn) for turn in interview.turns.order_by("number")],
        "last_event_id": covered,
    }


def finished_turns(interview: Interview) -> list[dict[str, Any]]:
    """The turns whose question stands, as a `reset` tells them."""
    return [describe(turn) for turn in interview.turns.filter(status__in=Turn.DONE).order_by("number")]


def describe(turn: Turn) -> dict[str, Any]:
    """A failed question tells why, in the words of its `question.failed`."""
    told = {
        "turn": turn.number,
        "kind": turn.kind,
        "topic": turn.topic,
        "status": turn.status,
        "question": turn.question,
        "answer": turn.answer,
    }
    if turn.status == Turn.Status.FAILED and turn.generation_id:
        event = structs.asdict(closing_event(jobs.ended(turn.generation_id)))
        told["failure"] = {name: event[name] for name in ("code", "message", "retryable", "by")}
    return told


def position(closed: Generation | None) -> str:
    return f"{closed.pk}-{closed.last_offset}" if closed else ""
