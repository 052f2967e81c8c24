"""What streaming costs the model: tokens per second as a viewer receives them, against llama-cpp-python alone.

The worker and its peer take turns on the same prompts, never both at once, so that noise on the machine affects both.
Each pair gives one ratio. There is no voice here; speech_rate measures its cost.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.harness.interviews.position import DemoPosition
from bench.harness.interviews.timed_questions import questions_after_answers
from bench.harness.models.bench_models import DEMO, random_model
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stacks import bare_model, request, stack_on

BENCH = "worker_rate"
PAIRS, QUICK_PAIRS = 10, 2
RATE = Goal(">=", 0.95)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    with random_model(quick) as (name, model):
        yield _on(name, model, quick, say, RATE)
    if DEMO.is_file():
        yield _on("demo model", DEMO, quick, say, None)
    else:
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")


def _on(name: str, model: Path, quick: bool, say: Say, goal: Goal | None) -> Row:
    count = QUICK_PAIRS if quick else PAIRS
    ours: list[float] = []
    peers: list[float] = []
    with stack_on(model, TTS_BACKEND="off") as stack, bare_model(model) as peer:
        position = DemoPosition(stack, interviews=count // 4 + 1)
        for number, question in enumerate(questions_after_answers(stack.url, position, count), start=1):
            say(f"{name}: pair {number} of {count}")
            ours.append(question.tokens_per_second)
            peers.append(peer.ask(request("whole", question.prompt))["tokens_per_second"])
    ratio = Spread.of(a / b for a, b in zip(ours, peers, strict=True))
    verdict = judged(goal, ratio.median) if goal else {}
    return Row(
        BENCH,
        f"{name}: worker against create_chat_completion(stream=False)",
        Spread.of(ours).text("tokens/s"),
        Spread.of(peers).text("tokens/s"),
        ratio.text(),
        **verdict,
    )
