"""Tells whether a text is in the interview's language."""

from collections.abc import Callable

from .english import English
from .korean import Korean
from .script import Known

TONGUES: dict[str, Callable[[Known], English | Korean]] = {"en": English, "ko": Korean}

__all__ = ["TONGUES", "English", "Known", "Korean"]
