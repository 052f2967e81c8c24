"""Counts what a recognizer got wrong. Pure."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple


class Errors(NamedTuple):
    """`wrong` of `total` words or characters: inserted, left out or replaced (the Levenshtein distance)."""

    wrong: int
    total: int

    def __add__(self, other: object) -> "Errors":
        assert isinstance(other, Errors)
        return Errors(self.wrong + other.wrong, self.total + other.total)

    @property
    def rate(self) -> float:
        return self.wrong / self.total


def word_errors(said: str, heard: str) -> Errors:
    """Compare words, without marks and capitals."""
    return _errors(_plain(said).split(), _plain(heard).split())


def character_errors(said: str, heard: str) -> Errors:
    """Compare characters, without spaces, marks and capitals."""
    return _errors(_plain(said).replace(" ", ""), _plain(heard).replace(" ", ""))


def _plain(text: str) -> str:
    letters = (
        char if char.isalnum() else " " for char in unicodedata.normalize("NFC", text).casefold() if char not in "'’"
    )
    return " ".join("".join(letters).split())


def _errors(said: Sequence[str], heard: Sequence[str]) -> Errors:
    distances = list(range(len(heard) + 1))
    for row, one in enumerate(said, start=1):
        before, distances[0] = distances[0], row
        for column, other in enumerate(heard, start=1):
            replaced = before + (one != other)
            before = distances[column]
            distances[column] = min(before + 1, distances[column - 1] + 1, replaced)
    return Errors(distances[-1], len(said))
