"""Counts the tokens of an answer while it is written."""

from dataclasses import dataclass


@dataclass(slots=True)
class TokenTally:
    """The tokens of the prompt and of the answer so far; None as long as they are not known.

    A reader that ends the iteration early never gets the last chunk, which has the usage of a whole answer.
    """

    prompt: int | None = None
    completion: int | None = None
