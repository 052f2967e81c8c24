"""Rows that compare ours with a peer, which took turns."""

from collections.abc import Sequence

from .row import Goal, Row, judged
from .spread import Spread


def row_of_pairs(
    bench: str, name: str, unit: str, pairs: tuple[Sequence[float], Sequence[float]], goal: Goal | None = None
) -> Row:
    """Compare pairs of figures. The goal judges the median ratio; without a peer, ours is for the record."""
    ours, peers = pairs
    if not peers:
        return Row(bench, name, Spread.of(ours).text(unit))
    ratio = Spread.of(a / b for a, b in zip(ours, peers, strict=True))
    verdict = judged(goal, ratio.median) if goal else {}
    return Row(bench, name, Spread.of(ours).text(unit), Spread.of(peers).text(unit), ratio.text(), **verdict)
