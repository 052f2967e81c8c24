"""How fast a question's tokens reach all of its viewers, against the two usual ways, and whether all tokens arrive.

The viewers of all three ways stay connected the whole time; 300 tokens at full speed go to one way after another.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stacks import web_stage
from bench.harness.streams.crowd import Crowd
from bench.harness.streams.delivery_ways import GroupSend, Ours, SubscriptionPerViewer, Way
from bench.harness.streams.handshakes import CONNECT
from bench.harness.streams.pace import Pace
from ops.stack import Stack

BENCH = "fan_out"
PACE = Pace(tokens=300)
OVER_SUBSCRIPTIONS, OVER_GROUP_SEND = Goal(">=", 2.5), Goal(">=", 15)
JUDGED_AT = 100  # viewers; larger sizes are for the record
LOST = Goal("<=", 0)
WAYS: tuple[type[Way], ...] = (Ours, SubscriptionPerViewer, GroupSend)


@dataclass(frozen=True, slots=True)
class Size:
    viewers: int
    repeats: int
    limit_seconds: float  # a way that takes longer is counted so far, and takes no further turn


FULL = Size(100, repeats=3, limit_seconds=20), Size(1_000, repeats=2, limit_seconds=10)
QUICK = (Size(5, repeats=1, limit_seconds=20),)


@dataclass(frozen=True, slots=True)
class Run:
    per_second: float  # deliveries
    lost: int


class Lane:
    """One way with its viewers, and its runs so far. A way that is too slow or cuts viewers off loses deliveries."""

    def __init__(self, way: Way, crowd: Crowd, size: Size) -> None:
        self._way, self._crowd, self._size = way, crowd, size
        self.runs: list[Run] = []
        self.was_cut = False

    def run(self) -> None:
        if self.was_cut:
            return
        began = asyncio.run(self._way.publish(PACE))
        taken = self._crowd.take(PACE.tokens, self._size.limit_seconds)
        lost = taken.lost(PACE.tokens)
        self.runs.append(Run(taken.total / ((taken.last_ns - began) / 1e9), lost))
        if lost:
            self.was_cut = True
            self._way.server.kill()  # whatever it still sends would take CPU time from the others

    @property
    def rates(self) -> list[float]:
        return [run.per_second for run in self.runs]

    @property
    def lost(self) -> int:
        return sum(run.lost for run in self.runs)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    with web_stage() as stack:
        for size in QUICK if quick else FULL:
            for transport in CONNECT:
                yield from _rows(transport, size, _race(stack, transport, size, say))


def _race(stack: Stack, transport: str, size: Size, say: Say) -> list[Lane]:
    with ExitStack() as held:
        lanes = []
        for kind in WAYS:
            say(f"{transport}, {size.viewers} viewers of {kind.name} join")
            way = held.enter_context(kind(stack, transport))
            lanes.append(Lane(way, held.enter_context(Crowd(way.connections(size.viewers))), size))
        for repeat in range(1, size.repeats + 1):
            say(f"{transport}, {size.viewers} viewers, {repeat} of {size.repeats}")
            for lane in lanes:
                lane.run()
    return lanes


def _rows(transport: str, size: Size, lanes: list[Lane]) -> Iterator[Row]:
    ours, subscriptions, group = lanes
    name = f"{transport}, {PACE.tokens} tokens at full speed to {size.viewers:,} viewers"
    yield _against(f"{name} against {SubscriptionPerViewer.name}", size, ours, subscriptions, OVER_SUBSCRIPTIONS)
    cut = f", cut off after {size.limit_seconds:g} s" if group.was_cut else ""
    yield _against(f"  the same against channels_redis group_send{cut}", size, ours, group, OVER_GROUP_SEND)
    of = len(ours.runs) * size.viewers * PACE.tokens
    yield Row(BENCH, f"  lost of {of:,} deliveries of ours", str(ours.lost), **judged(LOST, ours.lost))


def _against(name: str, size: Size, ours: Lane, peer: Lane, goal: Goal) -> Row:
    ratio = Spread.of(a / b for a, b in zip(ours.rates, peer.rates, strict=False))
    verdict = judged(goal, ratio.median) if size.viewers == JUDGED_AT else {}
    mine, theirs = Spread.of(ours.rates).text("deliveries/s"), Spread.of(peer.rates).text("deliveries/s")
    return Row(BENCH, name, mine, theirs, ratio.text(), **verdict)
