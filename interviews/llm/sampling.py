"""How a model draws its next token."""

import secrets
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn. With the same seed the same model repeats itself."""

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int = 0

    def seeded(self) -> "Sampling":
        return Sampling(**{**asdict(self), "seed": secrets.randbits(31)})
