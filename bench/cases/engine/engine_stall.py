"""How long running streams stall when a long prompt joins: the longest gap between two tokens of any of 7 streams.

It counts from the request with that prompt to its first token. Ours and llama-server take turns.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.harness.models.bench_models import random_model
from bench.harness.models.engine_peers import ABSENT, OURS, SERVER, SLOTS, play, side_by_side
from bench.harness.models.shape import EXAONE_1_2B, SHAPE_40M, Shape
from bench.harness.models.timed_text import longest_gap_ms
from bench.harness.paired_rows import row_of_pairs
from bench.harness.peer import Peer
from bench.harness.progress import Say
from bench.harness.prompts.random_chats import CANDIDATE_WORDS, candidate
from bench.harness.row import Goal, Row, judged

BENCH = "engine_stall"
PROMPT_TOKENS, RUNNING_TOKENS, JOINING_TOKENS = 2_000, 1_500, 4  # running streams are stopped long before their limit
STALL_MS = Goal("<=", 150)
# Shape, rounds, and the goal for the longest gap of all rounds.
SHAPES: list[tuple[Shape, int, Goal | None]] = [(SHAPE_40M, 4, STALL_MS), (EXAONE_1_2B, 1, None)]
QUICK_ROUNDS = 1


@dataclass(frozen=True, slots=True)
class Stall:
    """In ms: the longest gap of the running streams, the same before the join, and the joined stream's first token."""

    gap: float
    usual: float
    first: float


def rows(quick: bool, say: Say) -> Iterator[Row]:
    for shape, rounds, goal in SHAPES[:1] if quick else SHAPES:
        with random_model(quick, shape=shape) as (name, model):
            yield from _on(name, model, QUICK_ROUNDS if quick else rounds, goal, say)


def _on(name: str, model: Path, rounds: int, goal: Goal | None, say: Say) -> Iterator[Row]:
    stalls: dict[str, list[Stall]] = defaultdict(list)
    with side_by_side(model) as peers:
        for number in range(rounds):
            for whose, peer in peers.items():
                say(f"{name}: {whose}, round {number + 1} of {rounds}")
                stalls[whose].append(_stall(peer, number))
    yield from _rows(name, stalls, goal)


def _stall(peer: Peer, number: int) -> Stall:
    sessions = range(SLOTS * number, SLOTS * (number + 1))
    running = [_job(session, CANDIDATE_WORDS, RUNNING_TOKENS) for session in sessions[:-1]]
    *others, joined = play(peer, running, joining=_job(sessions[-1], PROMPT_TOKENS, JOINING_TOKENS))
    return Stall(
        longest_gap_ms(others, joined.began, joined.at[0]),
        longest_gap_ms(others, max(one.at[0] for one in others), joined.began),
        joined.first_ms,
    )


def _job(session: int, words: int, tokens: int) -> dict[str, Any]:
    return {"messages": candidate(session, words), "max_tokens": tokens, "seed": session, "session": session}


def _rows(name: str, stalls: dict[str, list[Stall]], goal: Goal | None) -> Iterator[Row]:
    def row(what: str, figure: str) -> Row:
        pairs = [getattr(one, figure) for one in stalls[OURS]], [getattr(one, figure) for one in stalls[SERVER]]
        return row_of_pairs(BENCH, f"{what} against {SERVER}" if pairs[1] else f"{what}; {ABSENT}", "ms", pairs)

    joins = f"{name}: a prompt of {PROMPT_TOKENS:,} tokens joins {SLOTS - 1} running streams: their longest gap"
    yield row(joins, "gap")
    if goal:
        worst = max(one.gap for one in stalls[OURS])
        yield Row(BENCH, "  the longest of all rounds", f"{worst:.0f} ms", **judged(goal, worst))
    yield row("  their longest gap before", "usual")
    yield row("  first token of the joined stream", "first")
