import cProfile
import tracemalloc

import pytest

from streaming.sentences import SentenceBuffer

from .test_sentences import assert_whole, cut

HOSTILE = [
    *(
        ".",
        "?",
        "…",
        '"',
        "(",
        ")",
        "'",
        "`",
        "```",
        "“",
        " ",
        "\n",
        "a",
        "가",
        "가 ",
        "a, ",
        "a. ",
        "1. ",
        "(a. ",
        "😀",
    ),
    *(
        "! 😀",
        "!😀",
        "U.S. ",
        "2024. 3. ",
        "\u0301",
        "\u1100",
        "https://x.io/",
        "‘a ",
        ". ",
        ", ",
        "a.b",
        '" ',
        '왜요?" 라',
    ),
    *("1 ", "「가。", "``` a\n", "#", "- ", "1", "1,", "@", "because ", "하고 "),
]


def steps(language: str, chunks: list[str]) -> int:
    """Count the calls of functions, Python's own included; each does a bounded amount of work."""
    profiler = cProfile.Profile()  # written in C: tracing each line took ten times as long
    profiler.runcall(cut, language, chunks, clauses=True)
    return sum(entry.callcount for entry in profiler.getstats())


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_is_linear_in_the_length(unit: str) -> None:
    short, long = unit * (900 // len(unit)), unit * (9000 // len(unit))
    assert steps("en", list(long)) < 13 * steps("en", list(short)) + 1000
    assert steps("en", [long]) < 13 * steps("en", [short]) + 1000


@pytest.mark.parametrize("unit", HOSTILE)
def test_nothing_is_held_for_ever(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    buffer = SentenceBuffer("en")
    found = buffer.feed(text)
    assert len(text) - (found[-1].end if found else 0) < 2_500 or not text.strip()
    assert_whole(text, found + buffer.flush())


def test_a_text_without_marks_is_cut_between_words() -> None:
    text = "word " * 2_000
    pieces = cut("en", [text])
    assert all(set(piece.text.split()) == {"word"} for piece in pieces)
    assert max(len(piece.text) for piece in pieces) <= 400
    assert not any(piece.final for piece in pieces[:-1])


@pytest.mark.parametrize("opener", ['"', "“", "(", "「", "`", "'"])
def test_an_opener_that_never_closes_holds_sentences_only_for_a_while(opener: str) -> None:
    text = f"He said {opener}this. " + "And then one more. " * 20
    assert len(cut("en", [text])) > 15


def test_released_text_is_dropped() -> None:
    buffer = SentenceBuffer("en")
    tracemalloc.start()
    try:
        for _ in range(2_000):
            buffer.feed("And then one more thing. ")
        assert tracemalloc.get_traced_memory()[0] < 20_000  # of 50,000 characters
    finally:
        tracemalloc.stop()
