"""Kokoro-82M in this process: a small neural voice for English and Korean."""

from .backend import Kokoro

__all__ = ["Kokoro"]
