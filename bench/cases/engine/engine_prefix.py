"""How soon a follow-up begins, with 3,000 tokens before the last answer and 600 in it.

Compared are an interview that the worker has never seen (cold), one whose last question it asked, and one whose answer
it read while it was being typed. They take turns on the same prompts. The draft grows in steps, each of which is read
before the next, and the last one lacks five words of the answer. Each round has a fresh process.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.harness.models.bench_models import random_model
from bench.harness.models.engine_peers import ours, play
from bench.harness.models.shape import EXAONE_1_2B, SHAPE_40M, Shape
from bench.harness.models.timed_text import Written
from bench.harness.paired_rows import row_of_pairs
from bench.harness.peer import Peer
from bench.harness.progress import Say
from bench.harness.prompts.grown_interview import QUESTION_WORDS, GrownInterview, count_tokens, grown_interview
from bench.harness.row import Goal, Row

BENCH = "engine_prefix"
BEFORE_TOKENS, ANSWER_TOKENS, FOLLOW_UP_TOKENS = 3_000, 600, 4
DRAFTS, MISSING_WORDS = 10, 5
PREFIX, DRAFT = Goal("<=", 0.3), Goal("<=", 0.1)
SESSION, SEED = 1, 1
# Shape, rounds, and whether the goals apply.
SHAPES: list[tuple[Shape, int, bool]] = [(EXAONE_1_2B, 1, True), (SHAPE_40M, 3, False)]
QUICK_ROUNDS = 1


def rows(quick: bool, say: Say) -> Iterator[Row]:
    for shape, rounds, judges in SHAPES[:1] if quick else SHAPES:
        with random_model(quick, shape=shape) as (name, model):
            yield from _on(name, model, QUICK_ROUNDS if quick else rounds, judges and not quick, say)


def _on(name: str, model: Path, rounds: int, judges: bool, say: Say) -> Iterator[Row]:
    interview = grown_interview(model, BEFORE_TOKENS, ANSWER_TOKENS)
    firsts: dict[str, list[float]] = defaultdict(list)
    for number in range(1, rounds + 1):
        say(f"{name}: round {number} of {rounds}")
        with ours(model, slots=1) as peer:
            for which, first_ms in _round(peer, interview).items():
                firsts[which].append(first_ms)
    yield from _rows(name, count_tokens(model, interview.before()) + QUESTION_WORDS, firsts, judges)


def _round(peer: Peer, interview: GrownInterview) -> dict[str, float]:
    cold = _ask(peer, interview.after(f" {interview.answer[: 3 * QUESTION_WORDS - 1]}"))
    # Ask the previous question again, so that the cache is as it was before the answer.
    question = _ask(peer, interview.before(), QUESTION_WORDS).text
    reused = _ask(peer, interview.after(question))
    question = _ask(peer, interview.before(), QUESTION_WORDS).text
    for draft in interview.drafts(question, DRAFTS, MISSING_WORDS):
        peer.ask({"draft": draft, "session": SESSION})
    drafted = _ask(peer, interview.after(question))
    return {"cold": cold.first_ms, "prefix": reused.first_ms, "draft": drafted.first_ms}


def _ask(peer: Peer, chat: list[Any], tokens: int = FOLLOW_UP_TOKENS) -> Written:
    return play(peer, [{"messages": chat, "max_tokens": tokens, "seed": SEED, "session": SESSION}])[0]


def _rows(name: str, before: int, firsts: dict[str, list[float]], judges: bool) -> Iterator[Row]:
    def row(what: str, which: str, goal: Goal) -> Row:
        return row_of_pairs(BENCH, what, "ms", (firsts[which], firsts["cold"]), goal if judges else None)

    follow_up = f"{name}: first token of a follow-up, {before:,} tokens before an answer of {ANSWER_TOKENS}"
    yield row(f"{follow_up}, in an interview in the cache against a cold one", "prefix", PREFIX)
    yield row("  the same with the draft read during typing", "draft", DRAFT)
