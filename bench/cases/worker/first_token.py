"""How soon a candidate sees the first token of the next question, against waiting for the whole question.

The peer is the best case of batching: the same model alone, without network, queue or database, until the question is
complete. The time that the product adds is the difference to the bare model's own first token on the same prompt. Both
have read everything before the last answer. There is no voice here; first_sound measures that.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.harness.interviews.position import DemoPosition
from bench.harness.interviews.timed_questions import Asked, questions_after_answers
from bench.harness.models.bench_models import DEMO, random_model
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread, percentile
from bench.harness.stacks import bare_model, request, stack_on

BENCH = "first_token"
TURNS, QUICK_TURNS = 20, 2
ADDED_MS = Goal("<=", 40)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    with random_model(quick) as (name, model):
        yield from _on(name, model, quick, say)
    if DEMO.is_file():
        yield from _on("demo model", DEMO, quick, say)
    else:
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")


def _on(name: str, model: Path, quick: bool, say: Say) -> list[Row]:
    count = QUICK_TURNS if quick else TURNS
    asked: list[Asked] = []
    bare: list[dict[str, float]] = []
    with stack_on(model, TTS_BACKEND="off") as stack, bare_model(model) as peer:
        position = DemoPosition(stack, interviews=count // 4 + 1)
        for number, question in enumerate(questions_after_answers(stack.url, position, count), start=1):
            say(f"{name}: question {number} of {count}")
            asked.append(question)
            bare.append(peer.ask(request("streamed", question.prompt)))
    return _rows(name, asked, bare)


def _rows(name: str, asked: list[Asked], bare: list[dict[str, float]]) -> list[Row]:
    first, last = [a.first_ms for a in asked], [a.last_ms for a in asked]
    alone, whole = [b["first_ms"] for b in bare], [b["whole_ms"] for b in bare]
    added = Spread.of(a - b for a, b in zip(first, alone, strict=True))
    queue = Spread.of(float(a.timings["queue_ms"]) for a in asked)
    sooner = Spread.of(a / b for a, b in zip(first, whole, strict=True))
    tokens = Spread.of(float(a.tokens) for a in asked)
    return [
        Row(
            BENCH,
            f"{name}: first token at the socket against the whole question, p50",
            Spread.of(first).text("ms"),
            Spread.of(whole).text("ms"),
            sooner.text(),
        ),
        Row(BENCH, "  the same, p95", f"{percentile(first, 95):,.0f} ms", f"{percentile(whole, 95):,.0f} ms"),
        Row(BENCH, f"  the last of {tokens.median:.0f} tokens at the socket", Spread.of(last).text("ms")),
        Row(BENCH, "  first token, the bare model's own", peer=Spread.of(alone).text("ms")),
        Row(BENCH, "  added by the product before the first token", added.text("ms"), **judged(ADDED_MS, added.median)),
        Row(BENCH, "  of which from answer to claim (queue_ms)", queue.text("ms")),
    ]
