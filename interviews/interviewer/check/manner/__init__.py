"""Finds what an interviewer does not say to a candidate."""

from .finder import manner_flaw

__all__ = ["manner_flaw"]
