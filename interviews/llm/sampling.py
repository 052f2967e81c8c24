"""How a model draws its tokens, and how many at most."""

import secrets
from dataclasses import dataclass, replace

# The limits of one answer, unless the caller sets others.
MAX_TOKENS = 256
MAX_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Sampling:
    """Sampling parameters, by the names that llama.cpp and OpenAI use.

    With the same seed, the same model and the same prompt, a local model repeats itself. `temperature` 0 takes the most
    likely token.
    """

    temperature: float = 0.3
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int = 0

    def with_random_seed(self) -> "Sampling":
        """Return a copy with a new random seed."""
        return replace(self, seed=secrets.randbits(31))
