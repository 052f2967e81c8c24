"""Checks a question while a model is writing it: whether its words may be shown, and whether the whole may stand."""

from .flaw import Flaw, Flawed
from .forbidden import touches
from .stream import HELD_TOKENS, StreamCheck

__all__ = ["HELD_TOKENS", "Flaw", "Flawed", "StreamCheck", "touches"]
