"""The intelligent buffer: a language model's token stream, cut into sentences for a voice. Pure."""

from .buffer import DEADLINE_SECONDS, Sentence, SentenceBuffer

__all__ = ["DEADLINE_SECONDS", "Sentence", "SentenceBuffer"]
