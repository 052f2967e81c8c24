"""How much of a question's wording a model is trusted with."""

from enum import StrEnum


class Freedom(StrEnum):
    """STEM: code writes the beginning of the sentence, and the model continues it. FREE: the model words it all."""

    STEM = "stem"
    FREE = "free"
