"""What the buffer releases."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of the question that is spoken as one clip.

    `text` is `question[start:end]` without white space around it; offsets are in code points of the whole question.
    `index` counts from 0. `final` is False for a clause whose sentence goes on.
    """

    index: int
    text: str
    start: int
    end: int
    final: bool = True
