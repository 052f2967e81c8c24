"""The memory that an idle viewer costs, beyond what daphne itself needs for a connection.

The peer is an application without Channels that only keeps connections open. The web process's memory is read before
and after a thousand viewers join, in a fresh process each time.
"""

import time
from collections.abc import Iterator

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stacks import web_stage
from bench.harness.streams.crowd import Crowd
from bench.harness.streams.delivery_ways import Idle, Ours, Way
from bench.harness.streams.handshakes import CONNECT

BENCH = "viewer_memory"
BEYOND_KB = Goal("<=", 20)
VIEWERS, QUICK_VIEWERS = 1_000, 10
FIRST = 20  # viewers who join before, so that the process has loaded everything; one user may have 1,024 streams
REPEATS, QUICK_REPEATS = 2, 1
SETTLE_SECONDS = 1.0  # until closed sockets and buffers are freed


def rows(quick: bool, say: Say) -> Iterator[Row]:
    viewers, repeats = (QUICK_VIEWERS, QUICK_REPEATS) if quick else (VIEWERS, REPEATS)
    with web_stage() as stack:
        for transport in CONNECT:
            ours: list[float] = []
            alone: list[float] = []
            for repeat in range(1, repeats + 1):
                say(f"{transport}, {repeat} of {repeats}")
                ours.append(_kb_per_viewer(Ours(stack, transport), viewers))
                alone.append(_kb_per_viewer(Idle(stack, transport), viewers))
            yield _row(f"{transport}, {viewers:,} idle viewers: memory per viewer against daphne alone", ours, alone)


def _kb_per_viewer(way: Way, viewers: int) -> float:
    with way, Crowd(way.connections(FIRST)):
        time.sleep(SETTLE_SECONDS)
        before = way.server.memory_kb
        with Crowd(way.connections(viewers)):
            time.sleep(SETTLE_SECONDS)
            return (way.server.memory_kb - before) / viewers


def _row(name: str, ours: list[float], alone: list[float]) -> Row:
    beyond = Spread.of(a - b for a, b in zip(ours, alone, strict=True))
    figures = Spread.of(ours).text("KB"), Spread.of(alone).text("KB"), f"{beyond.text('KB')} more"
    return Row(BENCH, name, *figures, **judged(BEYOND_KB, beyond.median))
