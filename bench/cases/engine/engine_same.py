"""Whether a seed gives the same text alone and in a batch: the demo model's questions, one by one and eight at a time.

Each is in its own interview. For what the product promises here, see docs/decisions/008-one-batch.md.
"""

from collections.abc import Iterator

from bench.harness.models.bench_models import DEMO
from bench.harness.models.engine_peers import SLOTS, ours, play
from bench.harness.progress import Say
from bench.harness.prompts.interview_chats import follow_up
from bench.harness.row import Row

BENCH = "engine_same"
QUESTIONS, QUICK_QUESTIONS = 96, 16
TOKENS = 64


def rows(quick: bool, say: Say) -> Iterator[Row]:
    if not DEMO.is_file():
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")
        return
    count = QUICK_QUESTIONS if quick else QUESTIONS
    jobs = [{"messages": follow_up(n), "max_tokens": TOKENS, "seed": n, "session": n} for n in range(count)]
    with ours(DEMO) as peer:
        say(f"demo model: {count} questions alone")
        alone = [play(peer, [job])[0].text for job in jobs]
        peer.ask({"over": list(range(count))})
        say(f"demo model: {count} questions, {SLOTS} at a time")
        together = [one.text for n in range(0, count, SLOTS) for one in play(peer, jobs[n : n + SLOTS])]
    same = sum(a == b for a, b in zip(alone, together, strict=True))
    yield Row(BENCH, f"demo model: of {count} questions the same alone and {SLOTS} at a time", f"{same}")
