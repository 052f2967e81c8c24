"""The domain: a Position and a Candidate have Interviews, an Interview has Turns, a Turn has Generations (attempts)."""

from .api_key import ApiKey
from .candidate import Candidate
from .frozen_plan import FrozenPlan
from .generation import Generation, Instructions, milliseconds
from .interview import AccessToken, Interview
from .position import BankQuestion, Language, Position
from .turn import Turn, retries_with_another

__all__ = [
    "AccessToken",
    "ApiKey",
    "BankQuestion",
    "Candidate",
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
