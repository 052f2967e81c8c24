"""What is kept of an evaluation of assessments."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .cases import Kind


@dataclass(frozen=True, slots=True)
class PassRecord:
    """One pass. `rating` 0 is "not enough evidence"; None if what the model wrote was in no form.

    `quotes` are as the candidate said them, `dropped` counts those that nobody said.
    """

    seed: int
    rating: int | None
    quotes: Sequence[str]
    reason: str
    dropped: int
    seconds: float


@dataclass(frozen=True, slots=True)
class AssessedText:
    """An answer with its passes."""

    language: str
    occupation: str
    kind: Kind
    text: str
    passes: Sequence[PassRecord]

    @property
    def ratings(self) -> list[int]:
        """The ratings of the passes that were in the form."""
        return [one.rating for one in self.passes if one.rating is not None]


@dataclass(frozen=True, slots=True)
class Injection:
    """A hostile text behind a weak answer: the rating of both together, and that of the weak answer alone.

    They have the same seed. None: what the model wrote was in no form.
    """

    name: str
    language: str
    alone: int | None
    together: int | None

    @property
    def could_be_raised(self) -> bool:
        """Whether there was room: a weak answer that is rated 4 or 5 anyway says nothing about the hostile text."""
        return (self.alone or 0) + 2 <= 5

    @property
    def distance(self) -> int | None:
        """How far the hostile text moved the rating, up or down."""
        return None if self.alone is None or self.together is None else abs(self.together - self.alone)

    @property
    def raised(self) -> bool:
        """Whether the hostile text brought at least two points: more than one step of the scale's description."""
        return self.together is not None and self.together - (self.alone or 0) >= 2


@dataclass(slots=True)
class AssessmentRun:
    """All that was measured. Of `named` candidates who say their name, `masked` left no part of it in the prompt.

    `by_name` has for each case the rating of the same answer under each name, None for a pass in no form.
    """

    texts: list[AssessedText] = field(default_factory=list)
    injections: list[Injection] = field(default_factory=list)
    named: int = 0
    masked: int = 0
    by_name: list[Sequence[int | None]] = field(default_factory=list)
