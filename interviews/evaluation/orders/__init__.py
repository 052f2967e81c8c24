"""What speaks to the software instead of answering: orders to rate, fake system messages, the markers of chats."""

from .finder import orders

__all__ = ["orders"]
