"""The placeholders of mail texts, and how they are filled."""

import re
import unicodedata
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
NAMES = ("name", "position", "company", "minutes", "deadline", "link", "contact")


def used_in(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def one_line(value: str) -> str:
    """Return the value without line breaks and other control characters, which a header must not have."""
    visible = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in value)
    return " ".join(visible.split())


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in. A line with an empty one is left out: it would end in the middle of a sentence."""
    lines = [line for line in text.splitlines() if all(values.get(name, name) for name in used_in(line))]
    # What a value contains is not looked at again: a candidate may be called {link}.
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), "\n".join(lines)).strip()
