"""How much of a question's wording a model is trusted with."""

from collections.abc import Mapping
from enum import StrEnum


class Freedom(StrEnum):
    """What the model writes of a question that is not code's own."""

    QUOTE = "quote"  # a few words of the answer, which code puts into a question of its own
    STEM = "stem"  # the rest of a sentence that code begins
    FREE = "free"  # the whole question


# By language. A model of 1.5B parameters continues stems well in English; in Korean it does not.
UNMEASURED: Mapping[str, Freedom] = {"en": Freedom.STEM, "ko": Freedom.QUOTE}
QUOTES_ONLY: Mapping[str, Freedom] = {"en": Freedom.QUOTE, "ko": Freedom.QUOTE}
# The demo model is trained on the stems of both languages.
DEMO: Mapping[str, Freedom] = {"en": Freedom.STEM, "ko": Freedom.STEM}
# A model that cannot continue a stem writes the whole question.
WITHOUT_STEMS: Mapping[str, Freedom] = {"en": Freedom.FREE, "ko": Freedom.FREE}
