"""A peer that cuts viewers off is a result of the delivery bench; if ours does, the bench fails."""

import pytest

from bench.cases.stream.delivery_cpu import CONTESTS, QUICK, Lane, _rows
from bench.harness.row import Row
from bench.harness.streams.crowd import Taken
from bench.harness.streams.delivery_ways import GroupSend, Ours, Way
from bench.harness.streams.pace import Pace


class Server:
    cpu_seconds = 0.0
    killed = False

    def kill(self) -> None:
        self.killed = True


class Crowd:
    """Two viewers who receive everything, until the server cuts `cut_off` of them off in turn `at`."""

    def __init__(self, server: Server, at: int = 0, cut_off: int = 0) -> None:
        self._server, self._at, self._cut_off, self.turns = server, at, cut_off, 0

    def take(self, tokens: int, seconds: float) -> Taken:
        self.turns += 1
        self._server.cpu_seconds += 0.001
        return Taken([tokens] * 2, reads=tokens, last_ns=1, cut_off=self._cut_off if self.turns == self._at else 0)


def lane(kind: type[Way], at: int = 0, cut_off: int = 0) -> tuple[Lane, Crowd]:
    class Scripted(kind):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            self.server = Server()

        async def publish(self, pace: Pace) -> int:
            return 0

    way = Scripted()
    crowd = Crowd(way.server, at, cut_off)
    return Lane(way, crowd, QUICK), crowd  # type: ignore[arg-type]


def rows(peer: Lane) -> list[Row]:
    ours, _ = lane(Ours)
    for _ in range(3):
        ours.run()
    return list(_rows(CONTESTS[0], QUICK, {Ours: ours, GroupSend: peer}))


def test_a_peer_that_cuts_viewers_off_at_once_has_a_row_that_says_so() -> None:
    peer, crowd = lane(GroupSend, at=1, cut_off=2)
    for _ in range(3):
        peer.run()
    assert crowd.turns == 1
    against, lost = rows(peer)
    assert (against.peer, against.ratio, against.met) == ("overloaded: cut off 2 viewers", "", "")
    assert lost.met == "yes"


def test_turns_before_a_peer_cuts_viewers_off_still_count() -> None:
    peer, crowd = lane(GroupSend, at=3, cut_off=1)
    for _ in range(4):
        peer.run()
    assert crowd.turns == 3 and len(peer.costs) == 2
    against, _tokens, cut, _lost = rows(peer)
    assert against.ratio and cut.peer == "1"


def test_ours_must_not_cut_viewers_off() -> None:
    ours, _ = lane(Ours, at=1, cut_off=1)
    with pytest.raises(RuntimeError, match="1 of 2 viewers were cut off"):
        ours.run()
