"""One worker against every other way to serve the same model: tokens per second, and gaps, at 1 to 16 streams.

Peers take turns on the same prompts, threads and limits: llama-server with a cache for each stream and with one for all
(`-kvu`), xllamacpp in one process, create_chat_completion, which writes the texts one after another, and
llama-batched-bench, which draws no tokens at all. Every prompt was read before, so these are rates of writing. Models
are stored as people load them: Q4_K_M, Q8_0 and F16.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bench.harness.models import batched_bench
from bench.harness.models.batched_bench import rates_of_steps
from bench.harness.models.bench_models import catalogue_model, quantized_model, random_model
from bench.harness.models.engine_peers import (
    ALONE,
    EMBEDDED,
    OURS,
    SERVER,
    SERVER_UNIFIED,
    THREADS,
    alone,
    llama_server,
    many_streams,
    play,
)
from bench.harness.models.shape import EXAONE_1_2B, SHAPE_40M
from bench.harness.models.timed_text import Written, gaps_ms, rate_in_turn, rate_together
from bench.harness.paired_rows import row_of_pairs
from bench.harness.peer import Peer
from bench.harness.progress import Say
from bench.harness.prompts.grown_interview import count_tokens
from bench.harness.prompts.interview_chats import told_at_length
from bench.harness.prompts.random_chats import candidate
from bench.harness.row import Goal, Row
from bench.harness.spread import percentile

BENCH = "engine_streams"
STREAMS = (1, 2, 3, 4, 8, 16)
LARGE = (1, 4, 8)  # of a model that takes minutes for each
IN_TURN = (1, 2, 4)  # streams at which taking turns may be faster than a batch
CONTEXT = 1024  # tokens of one stream: peers that are loaded together have to fit into memory
LEVEL, NEARLY, LONGER, OVERHEAD = Goal(">=", 1.0), Goal(">=", 0.95), Goal("<=", 1.5), Goal(">=", 0.97)
QWEN_GOALS = {1: LEVEL, 2: Goal(">=", 1.7), 4: Goal(">=", 1.2), 8: LEVEL, 16: LEVEL}
QUICK_TOKENS = 8

Named = AbstractContextManager[tuple[str, Path]]
Figures = dict[tuple[str, str, int], list[float]]  # whose, which, at how many streams


@dataclass(frozen=True, slots=True)
class Load:
    """A model, how much it writes in a round, and the goals against llama-server by the number of streams."""

    model: Callable[[], Named]
    tokens: int
    rounds: int
    chat: Callable[[int], Any] = candidate
    goals: dict[int, Goal] | None = None
    streams: Sequence[int] = STREAMS

    def job(self, number: int, tokens: int = 0) -> dict[str, Any]:
        limits = {"max_tokens": tokens or self.tokens, "stop": []}
        return {"messages": self.chat(number), "seed": number, "session": number, **limits}


def _random(**options: Any) -> Named:
    return random_model(quick=False, **options)


QWEN = Load(partial(catalogue_model, "qwen2.5-coder-0.5b"), 48, 2, told_at_length, QWEN_GOALS)
LOADS = (
    QWEN,
    Load(partial(quantized_model, replace(EXAONE_1_2B, q8=False)), 24, 1, streams=LARGE),
    Load(partial(_random, shape=SHAPE_40M), 128, 3, goals={8: LEVEL}),
    Load(partial(_random, shape=EXAONE_1_2B), 24, 1, goals={8: LEVEL}, streams=LARGE),
)
QUICK = Load(partial(random_model, quick=True), QUICK_TOKENS, 1)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    for load in [QUICK] if quick else LOADS:
        try:
            with load.model() as (name, model):
                yield from _on(name, model, load, say)
        except FileNotFoundError as missing:
            yield Row(BENCH, f"skipped: {missing}")


def _on(name: str, model: Path, load: Load, say: Say) -> Iterator[Row]:
    figures: Figures = defaultdict(list)
    prompt = count_tokens(model, load.chat(0))
    with _peers(model) as (peers, in_turn):
        for whose, peer in peers.items():
            say(f"{name}: {whose} reads the prompts")
            play(peer, [load.job(number, tokens=1) for number in range(max(load.streams))])
        for number in range(load.rounds):
            for streams in load.streams:
                say(f"{name}: {streams} streams, round {number + 1} of {load.rounds}")
                _measure(figures, peers, in_turn, [load.job(each) for each in range(streams)])
            say(f"{name}: {batched_bench.NAME}, round {number + 1} of {load.rounds}")
            for streams, rate in rates_of_steps(
                llama_server(), model, load.streams, prompt, load.tokens, THREADS
            ).items():
                figures[batched_bench.NAME, "rate", streams].append(rate)
    yield from _rows(name, figures, load)


@contextmanager
def _peers(model: Path) -> Iterator[tuple[dict[str, Peer], Peer]]:
    with ExitStack() as stack:
        peers = stack.enter_context(many_streams(model, max(STREAMS), CONTEXT))
        yield peers, stack.enter_context(alone(model))


def _measure(figures: Figures, peers: dict[str, Peer], in_turn: Peer, jobs: list[Any]) -> None:
    streams = len(jobs)
    for whose, peer in peers.items():
        written = play(peer, jobs)
        figures[whose, "rate", streams].append(rate_together(written))
        for which, percent in (("p50", 50), ("p99", 99)):
            figures[whose, which, streams].append(_gap(written, percent))
    if streams in IN_TURN:
        figures[ALONE, "rate", streams].append(rate_in_turn(play(in_turn, jobs)))


def _gap(written: list[Written], percent: float) -> float:
    return percentile([gap for one in written for gap in gaps_ms(one)], percent)


def _rows(name: str, figures: Figures, load: Load) -> Iterator[Row]:
    yield Row(BENCH, f"{name}:")
    for streams in load.streams:
        what, goal = _streams(streams), (load.goals or {}).get(streams)
        yield from _row(what, SERVER, (figures, "rate", streams), goal)
        yield from _row(what, SERVER_UNIFIED, (figures, "rate", streams))
        yield from _row(what, EMBEDDED, (figures, "rate", streams))
        yield from _row(what, ALONE, (figures, "rate", streams), NEARLY if load.goals is QWEN_GOALS else None)
        yield from _row(what, batched_bench.NAME, (figures, "rate", streams), OVERHEAD)
    for streams in load.streams:
        what, goal = f"{_streams(streams)}: gap between tokens", LONGER if streams == 8 and load.goals else None
        yield from _row(f"{what}, p50,", SERVER, (figures, "p50", streams))
        yield from _row(f"{what}, p99,", SERVER, (figures, "p99", streams), goal)


def _streams(count: int) -> str:
    return f"  {count} streams" if count > 1 else "  one stream"


def _row(what: str, peer: str, figure: tuple[Figures, str, int], goal: Goal | None = None) -> Iterator[Row]:
    """Yield the row of a figure, if the peer has it."""
    figures, which, streams = figure
    ours, theirs = figures[OURS, which, streams], figures[peer, which, streams]
    if theirs:
        unit = "tokens/s" if which == "rate" else "ms"
        yield row_of_pairs(BENCH, f"{what} against {peer}", unit, (ours, theirs), goal)
