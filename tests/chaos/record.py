"""Interviews for the runs, and what the database says of them afterwards."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ops.stack import Stack

QUESTIONS = 2  # and the closing words
_MAKE = """
import json
from interviews import services
from interviews.models import Position
position, _ = Position.objects.get_or_create(slug="chaos", defaults=dict(
    title="Operator", description="Keeps things running.", language="en", competencies="Queues\\nOutages",
    question_count={questions}, follow_up_limit=0,
))
seats = []
for number in range({count}):
    interview = services.create_interview(position, f"Candidate {{number}}")
    services.consent(interview, "en")
    seats.append([interview.pk, services.open_session(interview)[0]])
print(json.dumps(seats))
"""


class Seat(NamedTuple):
    """An interview that may begin, and its access token."""

    interview: int
    token: str


def make_seats(stack: Stack, count: int) -> Iterator[Seat]:
    """All in one command, for each takes seconds to start."""
    made = stack.manage("shell", "-v", "0", "-c", _MAKE.format(count=count, questions=QUESTIONS))
    return (Seat(*seat) for seat in json.loads(made))


class Turn(NamedTuple):
    number: int
    status: str
    question: str
    answer: str
    generation: int


class Attempt(NamedTuple):
    epoch: int
    turn: int
    attempt: int
    outcome: str
    code: str
    reason: str
    published: bool
    worker: str


class Record:
    """The product's SQLite file, read past the product."""

    def __init__(self, stack: Stack) -> None:
        self._file = Path(stack.env["DATA_DIR"]) / "db.sqlite3"

    def status(self, interview: int) -> str:
        return str(self._rows("SELECT status FROM interviews_interview WHERE id = ?", interview)[0][0])

    def turns(self, interview: int) -> list[Turn]:
        fields = "number, status, question, answer, generation_id"
        rows = f"SELECT {fields} FROM interviews_turn WHERE interview_id = ? ORDER BY number"
        return [Turn(*row) for row in self._rows(rows, interview)]

    def attempts(self, interview: int) -> list[Attempt]:
        """In the order in which they were made."""
        fields = "g.id, t.number, g.attempt, g.outcome, g.failure_code, g.failure_reason, g.published, g.worker"
        rows = f"SELECT {fields} FROM interviews_generation g JOIN interviews_turn t ON t.id = g.turn_id"
        return [Attempt(*row) for row in self._rows(f"{rows} WHERE t.interview_id = ? ORDER BY g.id", interview)]

    def _rows(self, query: str, interview: int) -> list[tuple]:
        with self._open() as database:
            return database.execute(query, [interview]).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True, timeout=20)
        try:
            yield database
        finally:
            database.close()
