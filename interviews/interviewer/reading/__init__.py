"""Reads a candidate's answer: whether it answers at all, and what an account of a case still lacks."""

from .kinds import Manner, Part, Reading
from .reader import read

__all__ = ["Manner", "Part", "Reading", "read"]
