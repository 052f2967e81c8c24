"""How soon a client has text to show if it streams, against one that calls POST /v1/chat and waits for the whole reply.

Both are measured on the same turns: the request sends the answer, and a stream is open in parallel.
"""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from bench.harness.interviews.candidate import open_session
from bench.harness.interviews.position import DemoPosition
from bench.harness.interviews.timed_questions import ANSWER
from bench.harness.interviews.viewer import Viewer
from bench.harness.models.bench_models import DEMO, random_model
from bench.harness.progress import Say
from bench.harness.row import Row
from bench.harness.spread import Spread
from bench.harness.stacks import stack_on

BENCH = "chat_first_text"
TURNS, QUICK_TURNS = 12, 2
TURNS_AN_INTERVIEW = 5  # the demo's four questions and the closing words
SECONDS = 330


def rows(quick: bool, say: Say) -> Iterator[Row]:
    with random_model(quick) as (name, model):
        yield from _on(name, model, quick, say)
    if DEMO.is_file():
        yield from _on("demo model", DEMO, quick, say)
    else:
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")


def _on(name: str, model: Path, quick: bool, say: Say) -> Iterator[Row]:
    count = QUICK_TURNS if quick else TURNS
    with stack_on(model, TTS_BACKEND="off") as stack:
        position = DemoPosition(stack, interviews=count // TURNS_AN_INTERVIEW + 1)
        pairs: list[tuple[float, float]] = []
        while len(pairs) < count:
            say(f"{name}: turn {len(pairs) + 1} of {count}")
            pairs += _interview(stack.url, position.invitations.pop(), min(count - len(pairs), TURNS_AN_INTERVIEW))
    yield Row(
        BENCH,
        f"{name}: first text, streaming against POST /v1/chat",
        Spread.of(first for first, _ in pairs).text("ms"),
        Spread.of(whole for _, whole in pairs).text("ms"),
        Spread.of(first / whole for first, whole in pairs).text(),
    )


def _interview(url: str, invitation: str, turns: int) -> list[tuple[float, float]]:
    """Return for each turn the ms to the first token on the stream, and to the whole reply."""
    interview, token = open_session(url, invitation)
    viewer = Viewer(url, interview, token)
    try:
        viewer.until("interview.state")
        return [_turn(url, token, viewer, "" if turn == 1 else ANSWER) for turn in range(1, turns + 1)]
    finally:
        viewer.close()


def _turn(url: str, token: str, viewer: Viewer, message: str) -> tuple[float, float]:
    replied_at: list[float] = []

    def ask() -> None:
        headers = {"Authorization": f"Bearer {token}"}
        httpx.post(f"{url}/v1/chat", json={"message": message}, headers=headers, timeout=SECONDS).raise_for_status()
        replied_at.append(time.monotonic())

    sent_at = time.monotonic()
    asking = threading.Thread(target=ask, name="chat", daemon=True)
    asking.start()
    first_at = viewer.until("token").at
    asking.join(SECONDS)
    viewer.until("question.done")
    return 1000 * (first_at - sent_at), 1000 * (replied_at[0] - sent_at)
