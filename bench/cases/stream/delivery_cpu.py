"""What the web process spends on each token that it hands to a viewer, where many watch one stream at reading speed.

Beside it, in turn: consumers that do nothing but send the same bytes by a timer, which is what the server itself
takes; a Redis subscription per viewer; and group_send. What publishing costs is not counted: it happens elsewhere.
A way that cannot keep pace gets cheaper, for it hands out several tokens at once: the rows tell how many, and a
smaller number of viewers shows what a subscription for each takes where it does keep pace.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stage import web_stage
from bench.harness.streams.crowd import Crowd
from bench.harness.streams.pace import Pace
from bench.harness.streams.ways import Bare, BareOnUvicorn, GroupSend, Ours, OursOnUvicorn, SubscriptionPerViewer, Way
from ops.stack import Stack

BENCH = "delivery_cpu"
OVER_BARE, OVER_SUBSCRIPTIONS = Goal("<=", 1.15), Goal("<=", 0.333)
LOST = Goal("<=", 0)


@dataclass(frozen=True, slots=True)
class Load:
    most_viewers: int
    pace: Pace
    repeats: int
    catch_up_seconds: float  # for ways that cannot keep pace


FULL = Load(500, Pace(tokens=200, per_second=20), repeats=3, catch_up_seconds=30)
QUICK = Load(5, Pace(tokens=10, per_second=20), repeats=1, catch_up_seconds=10)
WARM_UP = Pace(tokens=4, per_second=20)


@dataclass(frozen=True, slots=True)
class Contest:
    """Ours first. `once`: the ways that take a single turn, for it is long and decides nothing."""

    server: str
    transport: str
    viewers: int
    ways: tuple[type[Way], ...]
    once: tuple[type[Way], ...] = ()


UVICORN = (OursOnUvicorn, BareOnUvicorn)
USUAL = (Ours, Bare, SubscriptionPerViewer, GroupSend)
CONTESTS = (
    Contest("daphne", "SSE", 500, USUAL, once=(GroupSend,)),
    Contest("daphne", "WebSocket", 500, USUAL, once=(SubscriptionPerViewer, GroupSend)),
    Contest("daphne", "SSE", 100, (Ours, SubscriptionPerViewer)),
    Contest("uvicorn", "SSE", 500, UVICORN, once=UVICORN),
)


class Lane:
    """One way with its viewers; run by run, microseconds for each delivery, and how many tokens came at a time."""

    def __init__(self, way: Way, crowd: Crowd, load: Load) -> None:
        self._way, self._crowd, self._load = way, crowd, load
        self.costs: list[float] = []
        self.at_a_time: list[float] = []
        self.lost = 0

    def warm_up(self) -> None:
        asyncio.run(self._way.publish(WARM_UP))
        self._crowd.take(WARM_UP.tokens, self._load.catch_up_seconds)

    def run(self) -> None:
        before = self._way.server.cpu_seconds
        asyncio.run(self._way.publish(self._load.pace))
        taken = self._crowd.take(self._load.pace.tokens, self._load.catch_up_seconds)
        self.costs.append(1e6 * (self._way.server.cpu_seconds - before) / taken.total)
        self.at_a_time.append(taken.total / taken.reads)
        self.lost += taken.lost(self._load.pace.tokens)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    load = QUICK if quick else FULL
    with web_stage() as stack:
        for full in CONTESTS:
            contest = replace(full, viewers=min(full.viewers, load.most_viewers))
            yield from _rows(contest, load, _race(stack, contest, load, say))


def _race(stack: Stack, contest: Contest, load: Load, say: Say) -> dict[type[Way], Lane]:
    lanes = {}
    with ExitStack() as held:
        for kind in contest.ways:
            say(f"{contest.transport} on {contest.server}: {contest.viewers} viewers of {kind.name} join")
            way = held.enter_context(kind(stack, contest.transport))
            crowd = held.enter_context(Crowd(way.connections(contest.viewers)))
            lanes[kind] = Lane(way, crowd, load)
            lanes[kind].warm_up()
        for repeat in range(load.repeats):
            for kind, lane in lanes.items():
                if repeat == load.repeats - 1 or kind not in contest.once:
                    say(f"{contest.transport} on {contest.server}: {kind.name}, {repeat + 1} of {load.repeats}")
                    lane.run()
    return lanes


def _rows(contest: Contest, load: Load, lanes: dict[type[Way], Lane]) -> Iterator[Row]:
    what = f"{contest.viewers} viewers of {load.pace.per_second} tokens/s: CPU per delivery"
    name = f"{contest.transport} on {contest.server}, {what}"
    (_, ours), *peers = lanes.items()
    goals = {Bare: OVER_BARE, SubscriptionPerViewer: OVER_SUBSCRIPTIONS}
    for kind, peer in peers:
        # From the last on: a way with a single turn has it beside that one.
        ratio = Spread.of(a / b for a, b in zip(reversed(ours.costs), reversed(peer.costs), strict=False))
        verdict = judged(goals[kind], ratio.median) if kind in goals else {}
        mine, theirs = Spread.of(ours.costs).text("µs"), Spread.of(peer.costs).text("µs")
        yield Row(BENCH, f"{name} against {kind.name}", mine, theirs, ratio.text(), **verdict)
        mine, theirs = Spread.of(ours.at_a_time).text(), Spread.of(peer.at_a_time).text()
        yield Row(BENCH, "  tokens that came at a time", mine, theirs)
        name = "  CPU per delivery"
    of = contest.viewers * load.pace.tokens * len(ours.costs)
    yield Row(BENCH, f"  of {of:,} deliveries of ours lost", str(ours.lost), **judged(LOST, ours.lost))
