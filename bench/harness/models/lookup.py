"""Drafts looked up in the interview's own words: prompt lookup, https://github.com/apoorvumang/prompt-lookup-decoding."""

from collections import Counter
from collections.abc import Sequence


def steps_with_drafts(prompt: Sequence[int], written: Sequence[int], drafted: int, match: int = 2) -> Counter[int]:
    """Return how many steps of each number of rows would have computed the tokens `written` after `prompt`.

    Before each step the last `match` tokens are looked up in all that was read and written before. Up to `drafted`
    tokens that followed them there are computed with the step, and those count that turn out to be right.
    """
    steps: Counter[int] = Counter()
    at = 0
    while at < len(written):
        draft = _looked_up([*prompt, *written[:at]], drafted, match)
        rest = written[at:]
        right = next((n for n, token in enumerate(draft) if rest[n : n + 1] != [token]), len(draft))
        steps[1 + len(draft)] += 1
        at += right + 1
    return steps


def _looked_up(tokens: list[int], drafted: int, match: int) -> list[int]:
    """Return what followed the newest earlier place of the last `match` tokens."""
    last = tokens[-match:]
    for at in range(len(tokens) - match - 1, -1, -1):
        if tokens[at : at + match] == last:
            return tokens[at + match :][:drafted]
    return []
