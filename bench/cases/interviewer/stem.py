"""How soon a follow-up shows its beginning (the stem), against the model's own first words in the same question.

Without stems a candidate would wait for the latter. The answer was sent as a draft before, and the model had time to
read it: both times are shorter than without. The model is a real one, because only those take seconds to begin.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from bench.harness.interviews.candidate import Candidate
from bench.harness.interviews.position import DemoPosition
from bench.harness.models.bench_models import DEMO
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stacks import stack_on
from interviews.llm.catalogue.entries import CATALOGUE
from interviews.llm.catalogue.fetch import fetch
from ops import ROOT

BENCH = "stem"
MODEL = "qwen2.5-coder-1.5b"
MODELS = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "models"
QUESTIONS, QUICK_QUESTIONS = 12, 2
FOLLOW_UPS = (2, 3, 4)  # the demo's questions that follow an answer; the closing words need no model
READING_SECONDS = 10.0  # for the draft
GOAL = Goal("<=", 0.35)
ANSWER = (
    "Our shop lost orders every Friday night, so I moved the stock count out of the web request and into a queue. I "
    "wrote the worker in Python, let both ways run beside each other for two weeks, and compared their counts each "
    "morning before we switched the old one off. After that we lost no order for the rest of the year."
)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    name, model = ("demo model", DEMO) if quick else (MODEL, fetch(CATALOGUE[MODEL], MODELS, say))
    count = QUICK_QUESTIONS if quick else QUESTIONS
    with stack_on(model, TTS_BACKEND="off") as stack:
        position = DemoPosition(stack, interviews=count)
        times: list[tuple[float, float]] = []
        while len(times) < count:
            say(f"{name}: question {len(times) + 1} of {count}")
            with Candidate(stack.url, position.invitations.pop()) as candidate:
                times += _follow_ups(candidate, 0 if quick else READING_SECONDS)
    ratio = Spread.of(stem_ms / model_ms for stem_ms, model_ms in times)
    yield Row(
        BENCH,
        f"{name}: first text of a follow-up against the model's first words",
        Spread.of(stem_ms for stem_ms, _ in times).text("ms"),
        Spread.of(model_ms for _, model_ms in times).text("ms"),
        ratio.text(),
        **judged(GOAL, ratio.median),
    )


def _follow_ups(candidate: Candidate, reading_seconds: float) -> Iterator[tuple[float, float]]:
    """Yield, for each follow-up of an interview, the ms from the answer to its first and to its second text."""
    candidate.start()
    candidate.viewer.until("question.done", turn=1)
    for turn in FOLLOW_UPS:
        candidate.draft(turn - 1, ANSWER)
        time.sleep(reading_seconds)
        sent_at = candidate.answer(turn - 1, ANSWER)
        if text_at := _texts_at(candidate, turn):
            yield 1000 * (text_at[0] - sent_at), 1000 * (text_at[1] - sent_at)


def _texts_at(candidate: Candidate, turn: int) -> list[float]:
    """Return when each text of a question came, or [] if code worded it alone."""
    texts: list[float] = []
    while (arrival := candidate.viewer.until("token", "question.done", turn=turn)).event["type"] == "token":
        texts.append(arrival.at)
    return texts if len(texts) > 1 else []
