"""One row of the table of results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """The bound that a figure must keep; prints as `>= 0.95`."""

    sign: str  # ">=" or "<="
    bound: float

    def met_by(self, value: float) -> bool:
        return value >= self.bound if self.sign == ">=" else value <= self.bound

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `peer` are texts with units, `ratio` is ours / peer. A row without a goal is for the record."""

    bench: str
    name: str
    ours: str = ""
    peer: str = ""
    ratio: str = ""
    goal: str = ""
    met: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return self.bench, self.name, self.ours, self.peer, self.ratio, self.goal, self.met


HEADINGS = ("bench", "figure", "ours", "peer", "ours / peer", "goal", "met")


def judged(goal: Goal, value: float) -> dict[str, str]:
    """Return a row's fields `goal` and `met` for a value."""
    return {"goal": str(goal), "met": "yes" if goal.met_by(value) else "NO"}
