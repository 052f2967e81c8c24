"""Korean as it is pronounced: in Hangul, and in the phonemes of Kokoro's voices."""

from .kokoro import phonemes
from .pronunciation import pronounced

__all__ = ["phonemes", "pronounced"]
