"""Finds sentences that address the software instead of answering, such as orders to rate and fake system messages."""

from .finder import orders

__all__ = ["orders"]
