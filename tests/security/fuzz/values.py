"""Values that clients should not send, and how many of them to try: FUZZ_EXAMPLES, which `make fuzz` sets."""

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))


def tries(usual: int) -> Any:
    """Return the settings of a test: the same few examples in every run, or many new ones for `make fuzz`."""
    return settings(
        max_examples=EXAMPLES or usual,
        derandomize=not EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


text = st.one_of(
    st.sampled_from(
        ["", "\0", "a\0b", "\ud800", "\u3164", "\ufeff", "9" * 20, "-1", "NaN", "{{7*7}}", "../" * 9, "x" * 5000]
    ),
    st.text(st.characters(exclude_categories=()), max_size=30),
)
numbers = st.one_of(st.sampled_from([0, 1, 2, -1, 32_768, 2**63, 10**20, 1.0, 1.5, 1e308]), st.integers())
scalars = st.one_of(st.none(), st.booleans(), numbers, text)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(text, inner, max_size=3)),
    max_leaves=5,
)
