"""A stem that a server repeats, in whatever pieces it arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.remote.echo_filter import EchoFilter

STEM = "Why did you"


def shown(pieces: list[str], stem: str = STEM) -> str:
    echo = EchoFilter(stem)
    return "".join(map(echo.feed, pieces)) + echo.flush()


def cut(text: str, places: set[int]) -> list[str]:
    """Return the text in pieces, which are cut where the text is long enough."""
    ends = [*sorted(place for place in places if place < len(text)), len(text)]
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (" stop?", " stop?"),
        ("Why did you stop?", " stop?"),
        ("Why did you", ""),
        ("Why did we stop?", "Why did we stop?"),
        ("Why", "Why"),
        (" Why did you stop?", " Why did you stop?"),
        ("Why did you Why did you?", " Why did you?"),
        ("", ""),
    ],
)
@given(places=st.sets(st.integers(1, 24)))
def test_only_a_whole_stem_at_the_front_is_removed(written: str, answer: str, places: set[int]) -> None:
    assert shown(cut(written, places)) == answer


def test_text_that_cannot_be_an_echo_is_returned_at_once() -> None:
    assert EchoFilter(STEM).feed(" stop") == " stop"
    assert EchoFilter("").feed("Why") == "Why"
