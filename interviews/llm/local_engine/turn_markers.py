"""Finds the strings at which a model without end-of-turn tokens must be stopped. Pure.

Some templates mark turns with ordinary text ("### User:", "USER: ... ASSISTANT:"). A model that learned them has no
token that ends its turn: it goes on with the next marker and writes the other side of the dialogue, too.
"""

from collections.abc import Callable, Iterator

SHORTEST = 3  # characters; anything shorter could be part of a sentence


def stop_strings(rendered: list[str], writes_special: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the markers of turns, or () if a special token ends a turn.

    `rendered` is a template's text around a user's message, the assistant's answer and the user's next message: before
    the first, between them, and after the last, where it begins an answer. `writes_special` says whether a text
    contains a special token.
    """
    # Some templates leave out the last space where the model is to go on.
    before_user, before_answer, after_answer, opening = (text.rstrip() for text in rendered)
    if writes_special(after_answer):
        return ()
    user = _common_end(before_user, after_answer)
    end = after_answer.removesuffix(user)
    answer = _common_end(before_answer, opening).removeprefix(end)
    return tuple(dict.fromkeys(_telling(end, user, answer)))


def _telling(*markers: str) -> Iterator[str]:
    """Yield the markers that no question contains by chance: with a sign in them, as in "User:"."""
    for marker in (text.strip() for text in markers):
        if len(marker) >= SHORTEST and not all(char.isalnum() or char.isspace() for char in marker):
            yield marker


def _common_end(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return one[len(one) - length :]
