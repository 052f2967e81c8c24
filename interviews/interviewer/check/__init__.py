"""The pure check of what is being asked, token by token: may it be shown, and does it stand?"""

from .flaw import Flaw, Flawed
from .forbidden import touches
from .stream import HELD_TOKENS, StreamCheck

__all__ = ["HELD_TOKENS", "Flaw", "Flawed", "StreamCheck", "touches"]
