"""The web process's CPU time for each token that it delivers, with many viewers of one stream at reading speed.

The peers take turns with ours: consumers that only send the same bytes by a timer, which is the cost of the server
itself; a Redis subscription per viewer; and group_send. The cost of publishing is not counted, as it arises elsewhere.
A way that cannot keep pace seems cheaper, because it delivers several tokens at once. The rows say how many, and a
contest with fewer viewers shows the cost of a subscription per viewer when it does keep pace. A peer that is so
overloaded that it cuts viewers off takes no further turn, and its row says so.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stacks import web_stage
from bench.harness.streams.crowd import Crowd, Taken
from bench.harness.streams.delivery_ways import (
    Bare,
    BareOnUvicorn,
    GroupSend,
    Ours,
    OursOnUvicorn,
    SubscriptionPerViewer,
    Way,
)
from bench.harness.streams.pace import Pace
from ops.stack import Stack

BENCH = "delivery_cpu"
OVER_BARE, OVER_SUBSCRIPTIONS = Goal("<=", 1.15), Goal("<=", 0.333)
LOST = Goal("<=", 0)
GOALS: dict[type[Way], Goal] = {Bare: OVER_BARE, SubscriptionPerViewer: OVER_SUBSCRIPTIONS}


@dataclass(frozen=True, slots=True)
class Load:
    most_viewers: int
    pace: Pace
    repeats: int
    catch_up_seconds: float  # how long to wait for a way that cannot keep pace


FULL = Load(500, Pace(tokens=200, per_second=20), repeats=3, catch_up_seconds=30)
QUICK = Load(5, Pace(tokens=10, per_second=20), repeats=1, catch_up_seconds=10)
WARM_UP = Pace(tokens=4, per_second=20)


@dataclass(frozen=True, slots=True)
class Contest:
    """`ways` begins with ours. Those in `once` take a single turn, which is long and decides nothing."""

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
    """One way with its viewers, and the figures of its runs."""

    def __init__(self, way: Way, crowd: Crowd, load: Load) -> None:
        self._way, self._crowd, self._load = way, crowd, load
        self.costs: list[float] = []  # microseconds per delivery
        self.at_a_time: list[float] = []  # tokens per read
        self.lost = 0  # deliveries
        self.cut_off = 0  # viewers; the lane takes no further turn

    def warm_up(self) -> None:
        self._publish(WARM_UP)

    def run(self) -> None:
        if self.cut_off:
            return
        before = self._way.server.cpu_seconds
        taken = self._publish(self._load.pace)
        if not self.cut_off:
            self.costs.append(1e6 * (self._way.server.cpu_seconds - before) / taken.total)
            self.at_a_time.append(taken.total / taken.reads)
            self.lost += taken.lost(self._load.pace.tokens)

    def _publish(self, pace: Pace) -> Taken:
        asyncio.run(self._way.publish(pace))
        taken = self._crowd.take(pace.tokens, self._load.catch_up_seconds)
        if isinstance(self._way, Ours):
            return taken.complete()
        if taken.cut_off:
            self.cut_off = taken.cut_off
            self._way.server.kill()  # whatever it still does would take CPU time from the others
        return taken


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
    what = f"{contest.viewers} viewers at {load.pace.per_second} tokens/s: CPU per delivery"
    name = f"{contest.transport} on {contest.server}, {what}"
    (_, ours), *peers = lanes.items()
    for kind, peer in peers:
        yield from _peer_rows(f"{name} against {kind.name}", ours, peer, GOALS.get(kind))
        name = "  CPU per delivery"
    of = contest.viewers * load.pace.tokens * len(ours.costs)
    yield Row(BENCH, f"  lost of {of:,} deliveries of ours", str(ours.lost), **judged(LOST, ours.lost))


def _peer_rows(name: str, ours: Lane, peer: Lane, goal: Goal | None) -> Iterator[Row]:
    if not peer.costs:
        yield Row(BENCH, name, Spread.of(ours.costs).text("µs"), f"overloaded: cut off {peer.cut_off} viewers")
        return
    # A way with a single turn took it in the last round; one that cut viewers off took its turns in the first ones.
    turns = len(peer.costs)
    beside = ours.costs[:turns] if peer.cut_off else ours.costs[-turns:]
    ratio = Spread.of(a / b for a, b in zip(beside, peer.costs, strict=True))
    verdict = judged(goal, ratio.median) if goal else {}
    mine, theirs = Spread.of(ours.costs).text("µs"), Spread.of(peer.costs).text("µs")
    yield Row(BENCH, name, mine, theirs, ratio.text(), **verdict)
    mine, theirs = Spread.of(ours.at_a_time).text(), Spread.of(peer.at_a_time).text()
    yield Row(BENCH, "  tokens per read", mine, theirs)
    if peer.cut_off:
        yield Row(BENCH, "  viewers cut off, then no further turn", peer=str(peer.cut_off))
