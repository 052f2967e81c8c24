"""espeak-ng in this process: the voice that steps in while another one cannot speak."""

from .backend import Espeak, phonemes

__all__ = ["Espeak", "phonemes"]
