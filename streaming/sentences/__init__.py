"""Cuts the token stream of a language model into sentences for a voice. Pure."""

from .buffer import DEADLINE_SECONDS, SentenceBuffer
from .sentence import Sentence

__all__ = ["DEADLINE_SECONDS", "Sentence", "SentenceBuffer"]
