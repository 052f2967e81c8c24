"""Rows of ours against a peer, measured by turns."""

from collections.abc import Sequence

from .row import Goal, Row, judged
from .spread import Spread


def row_of_pairs(
    bench: str, name: str, unit: str, pairs: tuple[Sequence[float], Sequence[float]], goal: Goal | None = None
) -> Row:
    """The ratio is the median of the pairs' ratios, and what a goal judges. Without the peer's, ours for the record."""
    ours, peers = pairs
    if not peers:
        return Row(bench, name, Spread.of(ours).text(unit))
    ratio = Spread.of(a / b for a, b in zip(ours, peers, strict=True))
    verdict = judged(goal, ratio.median) if goal else {}
    return Row(bench, name, Spread.of(ours).text(unit), Spread.of(peers).text(unit), ratio.text(), **verdict)
