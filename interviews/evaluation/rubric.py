"""What an interview is rated by: the competencies of its position, and what an answer of each level looks like."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

SCORES = (1, 2, 3, 4, 5)  # from worst to best
ANCHORED = (1, 3, 5)  # the scores that a position can describe; 2 and 4 lie between
VERSION_CHARS = 16


@dataclass(frozen=True, slots=True)
class RubricCompetency:
    """A competency. `anchors` describes the behaviour that earns a score, for some or none of `ANCHORED`."""

    name: str
    anchors: Mapping[int, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if unknown := set(self.anchors) - set(ANCHORED):
            raise ValueError(f"anchors of {sorted(unknown)}: only {ANCHORED} can have one")
        written = {score: self.anchors[score] for score in ANCHORED if self.anchors.get(score)}
        object.__setattr__(self, "anchors", written)


@dataclass(frozen=True, slots=True)
class Rubric:
    """The competencies, in the order in which they are asked about."""

    competencies: tuple[RubricCompetency, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.competencies)

    @property
    def is_anchored(self) -> bool:
        """Whether any behaviour is described."""
        return any(each.anchors for each in self.competencies)

    @property
    def version(self) -> str:
        """Return a hash of the content: equal rubrics have equal versions, whenever and wherever they were made."""
        return sha256(json.dumps(self.to_json(), ensure_ascii=False).encode()).hexdigest()[:VERSION_CHARS]

    def to_json(self) -> list[Any]:
        """Return one `[name, {"1": ..., "3": ..., "5": ...}]` for each competency."""
        return [[each.name, {str(score): text for score, text in each.anchors.items()}] for each in self.competencies]

    @classmethod
    def from_json(cls, data: list[Any]) -> "Rubric":
        return cls(
            tuple(
                RubricCompetency(name, {int(score): text for score, text in anchors.items()}) for name, anchors in data
            )
        )

    def anchored_by(self, other: "Rubric") -> "Rubric":
        """Return this rubric with the anchors that another one has for competencies of the same names."""
        known = {each.name: each for each in other.competencies}
        return Rubric(tuple(known.get(each.name, each) for each in self.competencies))
