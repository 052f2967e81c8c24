"""A candidate of a running product, over HTTP. Tests also look into the product's database through it."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import httpx

from ops.processes.process import wait_until
from ops.stack import Stack

SECONDS = 60  # a timeout that suffices on a busy machine


MAKE_KEY = """
from interviews.access import api_keys
from interviews.models import ApiKey
key = ApiKey(name="robot", per_minute={per_minute})
print(api_keys.equip(key))
key.save()
"""


def api_key(stack: Stack, per_minute: int = 6000) -> str:
    """Create an API key and return its secret."""
    command = MAKE_KEY.format(per_minute=per_minute)
    return stack.console.run("shell", "-v", "0", "--no-imports", "--command", command).strip()


class Guest:
    """An invited candidate who has consented and holds an access token."""

    def __init__(self, stack: Stack, language: str = "en") -> None:
        self.stack = stack
        invitation = stack.invite(language)["token"]
        self.http = httpx.Client(base_url=stack.url, timeout=SECONDS)
        session = self.http.post("/v1/sessions", json={"invitation": invitation, "consent": True}).json()
        self.interview, self.token = session["interview"], session["access_token"]
        self.http.headers["authorization"] = f"Bearer {self.token}"
        self.path = f"/v1/interviews/{self.interview}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def post(self, action: str, **body: Any) -> httpx.Response:
        """Call an action of the interview, such as `start` or `answers`."""
        return self.http.post(f"{self.path}/{action}", json=body)

    def snapshot(self) -> dict[str, Any]:
        return dict(self.http.get(self.path).json())

    def turn(self, number: int = 1) -> dict[str, Any]:
        return dict(self.snapshot()["turns"][number - 1])

    def wait_for(self, status: str, number: int = 1) -> None:
        wait_until(lambda: self.turn(number)["status"] == status, SECONDS, f"turn {number} is {status}")

    def stream(self, after: str = "") -> Iterator[dict[str, Any]]:
        """Yield the events of the SSE stream after a position, until the caller stops."""
        with self.http.stream(
            "GET", f"{self.path}/stream", params={"last_event_id": after} if after else {}
        ) as response:
            for line in response.iter_lines():
                if line.startswith("data: "):
                    yield json.loads(line[6:])

    def until(self, kind: str, after: str = "") -> list[dict[str, Any]]:
        """Return the events up to the first of that type."""
        events = []
        for event in self.stream(after):
            events.append(event)
            if event["type"] == kind:
                return events
        raise AssertionError(f"the stream ended before {kind}")

    def attempts(self) -> list[tuple[int, str, str]]:
        """Return (attempt, outcome, failure code) of all attempts, from the product's database."""
        made = "interviews_generation g JOIN interviews_turn t ON t.id = g.turn_id"
        query = f"SELECT attempt, outcome, failure_code FROM {made}"
        database = Path(self.stack.env["DATA_DIR"]) / "db.sqlite3"
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as rows:
            return rows.execute(f"{query} WHERE t.interview_id = ? ORDER BY g.id", [self.interview]).fetchall()
