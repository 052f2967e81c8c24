"""A running product whose model writes what a test scripts, and what its candidates hear."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from ops.stack import Stack
from ops.vendors.chat_server import MODEL, ScriptedServer

from .guest import Guest

QUESTION = ("Thank you ", "for coming. ", "What did ", "you build? ", "Tell me ", "how it ", "went.")
SENTENCES = ["Thank you for coming.", "What did you build?", "Tell me how it went."]

Event = dict[str, Any]


def scripted_model(model: ScriptedServer) -> dict[str, str]:
    """Return the settings with which the product asks the scripted model server."""
    return {
        "LLM_BACKEND": "openai", "LLM_MODEL": MODEL, "LLM_BASE_URL": model.base_url,
        "LEASE_SECONDS": "2", "WORKER_CONCURRENCY": "1", "LLM_CHECK": "off",
    }  # fmt: skip


def is_spoken(events: list[Event]) -> bool:
    """Return whether the last finished question among the events has all of its sound."""
    done = [event for event in events if event["type"] == "question.done"]
    ends = {e["sentence"] for e in events if e["type"] == "audio.skipped" or (e["type"] == "audio" and e["last"])}
    return bool(done) and ends >= set(range(done[-1]["sentences"]))


def listen(guest: Guest, enough: Callable[[list[Event]], bool] = is_spoken, after: str = "") -> list[Event]:
    """Return the guest's events after a position, up to the first for which `enough(events)` holds."""
    events: list[Event] = []
    for event in guest.stream(after):
        events.append(event)
        if enough(events):
            return events
    raise AssertionError(f"the stream ended after {[event['type'] for event in events]}")


def sound_parts(events: list[Event]) -> list[tuple[int, int]]:
    """Return (sentence, part) of each audio event."""
    return [(event["sentence"], event["part"]) for event in events if event["type"] == "audio"]


def attempt_column(stack: Stack, guest: Guest, name: str) -> list[Any]:
    """Return a column of the interview's attempts, oldest first, from the product's database."""
    made = "interviews_generation g JOIN interviews_turn t ON t.id = g.turn_id"
    database = Path(stack.env["DATA_DIR"]) / "db.sqlite3"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        query = f"SELECT g.{name} FROM {made} WHERE t.interview_id = ? ORDER BY g.id"
        return [row[0] for row in rows.execute(query, [guest.interview])]
