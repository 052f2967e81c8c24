"""Finds topics that an interviewer must not touch."""

from .finder import TOPICS, touches

__all__ = ["TOPICS", "touches"]
