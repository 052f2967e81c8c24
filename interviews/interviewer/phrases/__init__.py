"""The words that code puts into questions and prompts, by language."""

from . import english, korean
from .phrasebook import Phrasebook

PHRASES: dict[str, Phrasebook] = {"en": english.PHRASES, "ko": korean.PHRASES}

__all__ = ["PHRASES", "Phrasebook"]
