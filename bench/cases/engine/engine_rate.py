"""One worker, many candidates: tokens per second and times to the first token at 1, 4 and 8 streams.

Ours, llama-server and llama-cpp-python's create_chat_completion take turns on the same prompts and limits, never two
at once. The first two write several texts concurrently, the last one writes the same texts one after another. Rates
are those of writing: each prompt was read before, by the same interview (or slot). The cost of reading has its own
rows: the rates with unread prompts, and the time to the first token. The interviews share the system message.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.harness.models.bench_models import DEMO, random_model
from bench.harness.models.engine_peers import ABSENT, ALONE, OURS, SERVER, SLOTS, alone, play, side_by_side
from bench.harness.models.shape import EXAONE_1_2B, SHAPE_40M, Shape
from bench.harness.models.timed_text import rate_in_turn, rate_together, rate_with_reading
from bench.harness.paired_rows import row_of_pairs
from bench.harness.peer import Peer
from bench.harness.progress import Say
from bench.harness.prompts.interview_chats import follow_up
from bench.harness.prompts.random_chats import candidate
from bench.harness.row import Goal, Row
from bench.harness.spread import percentile

BENCH = "engine_rate"
STREAMS = (SLOTS, 4)
ONE_AFTER_ANOTHER, LEVEL = Goal(">=", 2), Goal(">=", 0.95)
RUNNING_TOKENS, JOINING_TOKENS = 1_500, 8  # running streams are stopped long before their limit
QUICK_ROUNDS = 1

Figure = tuple[str, str]  # whose, which
Job = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Load:
    """`tokens` limits each text. `chat(n)` is the prompt of candidate n. With `ends`, texts end before the limit."""

    tokens: int
    rounds: int
    chat: Callable[[int], Any] = candidate
    ends: bool = False

    def jobs(self, number: int) -> list[Job]:
        """Return the jobs of a round, of new candidates."""
        numbers = range(SLOTS * number, SLOTS * (number + 1))
        return [self._job(each) for each in numbers]

    def single(self, number: int) -> Job:
        return self._job(2_000 + number)

    def joining(self, number: int) -> Job:
        return {**self._job(1_000 + number), "max_tokens": JOINING_TOKENS}

    def _job(self, number: int) -> Job:
        return {"messages": self.chat(number), "max_tokens": self.tokens, "seed": number, "session": number}


SHAPES: list[tuple[Shape, Load]] = [(SHAPE_40M, Load(128, 3)), (EXAONE_1_2B, Load(48, 1))]
OF_DEMO = Load(64, 3, follow_up, ends=True)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    for shape, load in SHAPES[:1] if quick else SHAPES:
        with random_model(quick, shape=shape) as (name, model):
            yield from _on(name, model, load, QUICK_ROUNDS if quick else load.rounds, say)
    if DEMO.is_file():
        yield from _on("demo model", DEMO, OF_DEMO, QUICK_ROUNDS if quick else OF_DEMO.rounds, say)
    else:
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")


def _on(name: str, model: Path, load: Load, rounds: int, say: Say) -> Iterator[Row]:
    figures: dict[Figure, list[float]] = defaultdict(list)
    with side_by_side(model) as peers, alone(model) as in_turn:
        for number in range(rounds):
            say(f"{name}: round {number + 1} of {rounds}")
            for figure, value in _round(peers, in_turn, load, number):
                figures[figure].append(value)
    yield from _rows(name, figures, judges=not load.ends)


def _round(peers: dict[str, Peer], in_turn: Peer, load: Load, number: int) -> Iterator[tuple[Figure, float]]:
    jobs, single = load.jobs(number), load.single(number)
    everybody = {**peers, ALONE: in_turn}
    for whose, peer in everybody.items():
        play(peer, [single])
        yield (whose, "1"), rate_together(play(peer, [single]))
    for whose, peer in peers.items():
        for which, value in _unread(peer, jobs).items():
            yield (whose, which), value
    written = play(in_turn, jobs)
    yield (ALONE, "unread"), rate_with_reading(written)
    yield (ALONE, str(SLOTS)), rate_in_turn(written)
    for streams in STREAMS:
        for whose, peer in peers.items():
            yield (whose, str(streams)), rate_together(play(peer, jobs[:streams]))
    for whose, peer in everybody.items():
        play(peer, [single])
        yield (whose, "beside"), rate_together(play(peer, [single]))
    if not load.ends:
        for whose, peer in peers.items():
            yield (whose, "joins"), _first_ms_of_one_that_joins(peer, load, number)
    # End the interviews: their cached prompts would only displace those of later rounds.
    peers[OURS].ask({"over": [job["session"] for job in (*jobs, single, load.joining(number))]})


def _unread(peer: Peer, jobs: list[Job]) -> dict[str, float]:
    written = play(peer, jobs)
    firsts = [one.first_ms for one in written]
    return {"unread": rate_together(written), "median": percentile(firsts, 50), "last": max(firsts)}


def _first_ms_of_one_that_joins(peer: Peer, load: Load, number: int) -> float:
    running = [{**job, "max_tokens": RUNNING_TOKENS} for job in load.jobs(number)[:-1]]
    return play(peer, running, joining=load.joining(number))[-1].first_ms


def _rows(name: str, figures: dict[Figure, list[float]], judges: bool) -> Iterator[Row]:
    def row(what: str, peer: str, which: str, goal: Goal | None = None) -> Row:
        unit = "ms" if which in ("median", "last", "joins") else "tokens/s"
        pairs = figures[OURS, which], figures.get((peer, which), [])
        in_turn = " one after another" if peer == ALONE and which not in ("1", "beside") else ""
        against = f" against {peer}{in_turn}" if pairs[1] else f"; {ABSENT}"
        return row_of_pairs(BENCH, f"{what}{against}", unit, pairs, goal if judges else None)

    yield row(f"{name}: {SLOTS} streams", ALONE, str(SLOTS), ONE_AFTER_ANOTHER)
    yield row(f"  {SLOTS} streams", SERVER, str(SLOTS), LEVEL)
    yield row("  4 streams", SERVER, "4")
    yield row("  one stream", SERVER, "1", LEVEL)
    yield row("  one stream", ALONE, "1", LEVEL)
    yield row(f"  one stream beside {SLOTS} paused interviews", SERVER, "beside")
    yield row(f"  one stream beside {SLOTS} paused interviews", ALONE, "beside")
    yield row(f"  {SLOTS} streams with unread prompts", ALONE, "unread")
    yield row(f"  {SLOTS} streams with unread prompts", SERVER, "unread")
    yield row(f"  first token if {SLOTS} start together, the median", SERVER, "median")
    yield row(f"  first token if {SLOTS} start together, the last", SERVER, "last")
    if figures[OURS, "joins"]:
        yield row(f"  first token of a stream that joins {SLOTS - 1} running ones", SERVER, "joins")
