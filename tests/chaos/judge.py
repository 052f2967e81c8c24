"""Compares what viewers were shown with what the database holds."""

from collections.abc import Iterator

from .crowd import Party
from .record import Record, Turn
from .viewer import Viewer


def complaints(party: Party, record: Record) -> list[str]:
    turns = record.turns(party.interview)
    found = [*_of_answers(party, turns), *_of_attempts(party, turns, record)]
    if (status := record.status(party.interview)) != "finished":
        found.append(f"the interview is {status}")
    for viewer in party.viewers:
        found += [f"{viewer.name}: {complaint}" for complaint in of_viewer(viewer, turns)]
    return [f"interview {party.interview}, {complaint}" for complaint in found]


def of_viewer(viewer: Viewer, turns: list[Turn]) -> Iterator[str]:
    yield from viewer.page.violations
    shown = viewer.page.turns
    if sorted(shown) != [turn.number for turn in turns]:
        yield f"shows turns {sorted(shown)}, and there are {len(turns)}"
    for turn in turns:
        if turn.number in shown and shown[turn.number].text != turn.question:
            yield f"shows turn {turn.number} as {shown[turn.number].text!r}, and it is {turn.question!r}"


def _of_answers(party: Party, turns: list[Turn]) -> Iterator[str]:
    yield from (f"the candidate was surprised by {surprise}" for surprise in party.candidate.surprises)
    kept = {turn.number: turn.answer for turn in turns}
    for number, text in party.candidate.accepted.items():
        if kept.get(number) != text:
            yield f"the answer to turn {number} was accepted, and is {kept.get(number)!r}"


def _of_attempts(party: Party, turns: list[Turn], record: Record) -> Iterator[str]:
    """Check that each question comes from exactly one attempt and that none is left running."""
    attempts = record.attempts(party.interview)
    for turn in turns:
        done = [attempt.epoch for attempt in attempts if (attempt.turn, attempt.outcome) == (turn.number, "done")]
        if done != [turn.generation]:
            yield f"turn {turn.number} was made by {done}, and is held by {turn.generation}"
    yield from (f"{attempt} is left running" for attempt in attempts if attempt.outcome == "running")


def unpublished(party: Party, record: Record) -> list[str]:
    """Return the closing events that are not published yet; a worker's sweep does that."""
    ended = [attempt for attempt in record.attempts(party.interview) if attempt.outcome in ("done", "failed")]
    return [f"{attempt} was not published" for attempt in ended if not attempt.published]
