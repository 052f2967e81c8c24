"""Messages to candidates."""

from .mail import Mail

__all__ = ["Mail"]
