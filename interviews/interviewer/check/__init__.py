"""Checks a question while a model is writing it: whether its words may be shown, and whether the whole may be asked."""

from .complete import refusal
from .expectation import Expectation
from .flaw import Flaw, Flawed
from .forbidden import touches
from .stream import StreamCheck

__all__ = ["Expectation", "Flaw", "Flawed", "StreamCheck", "refusal", "touches"]
