"""One line of the table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure is held to; prints as `>= 0.95`."""

    sign: str  # ">=" or "<="
    bound: float

    def met_by(self, value: float) -> bool:
        return value >= self.bound if self.sign == ">=" else value <= self.bound

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `peer` as text with units; `ratio` is ours to the peer's. Without a goal it is for the record."""

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
    """A row's `goal` and `met`."""
    return {"goal": str(goal), "met": "yes" if goal.met_by(value) else "NO"}
