"""The domain: a Position has Interviews, an Interview has Turns, a Turn has Generations (attempts at its question)."""

from .api_key import ApiKey
from .frozen_plan import FrozenPlan
from .generation import Generation, Instructions, milliseconds
from .interview import AccessToken, Interview
from .position import BankQuestion, Language, Position
from .turn import Turn, retries_with_another

__all__ = [
    "AccessToken",
    "ApiKey",
    "BankQuestion",
    "FrozenPlan",
    "Generation",
    "Instructions",
    "Interview",
    "Language",
    "Position",
    "Turn",
    "milliseconds",
    "retries_with_another",
]
