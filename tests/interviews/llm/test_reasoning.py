"""A model's thoughts are removed, however the text is cut."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.reasoning import CLOSING_TAGS, ReasoningFilter, closing_tag_of_open_thought
from interviews.llm.text_assembler import TextAssembler

MARKS = pytest.mark.parametrize(("opening", "closing"), CLOSING_TAGS.items())


def answered(pieces: Sequence[str], closing_tag: str = "") -> str:
    reasoning = ReasoningFilter(closing_tag)
    return "".join([*(reasoning.feed(piece) for piece in pieces), reasoning.flush()])


def cut(text: str, places: list[int]) -> list[str]:
    borders = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(borders)]


places = st.lists(st.integers(min_value=0), max_size=8)
PIECES = ["Why", "?", " ", "\n", "<", "[", "/", "think>", "<thin", "[THINK", "</", "생각", "<b>", "a < b"]
words = st.sampled_from(PIECES)
plain = (
    st.lists(words)
    .map("".join)
    .filter(lambda text: not any(m in text for m in [*CLOSING_TAGS, *CLOSING_TAGS.values()]))
)


@given(plain, places)
def test_a_text_without_thoughts_is_returned_unchanged(text: str, at: list[int]) -> None:
    assert answered(cut(text, at)) == text


@given(plain, plain, st.sampled_from(list(CLOSING_TAGS)), places)
def test_a_thought_is_removed_however_the_text_is_cut(thought: str, answer: str, opening: str, at: list[int]) -> None:
    text = f"{opening}{thought}{CLOSING_TAGS[opening]}{answer}"
    assert answered(cut(text, at)) == answer.lstrip()


@given(plain, plain, places)
def test_a_thought_opened_by_the_prompt_is_removed(thought: str, answer: str, at: list[int]) -> None:
    assert answered(cut(f"{thought}</think>{answer}", at), closing_tag="</think>") == answer.lstrip()


@given(st.lists(st.tuples(plain, st.sampled_from(list(CLOSING_TAGS)), plain)), places)
def test_any_number_of_thoughts_is_removed(parts: list[tuple[str, str, str]], at: list[int]) -> None:
    text = "".join(f"{answer}{opening}{thought}{CLOSING_TAGS[opening]}" for answer, opening, thought in parts)
    answers = "".join(answer for answer, _, _ in parts)
    assert answered(cut(text, at)).split() == answers.split()


@MARKS
def test_a_thought_in_the_middle_of_an_answer_is_removed(opening: str, closing: str) -> None:
    assert answered([f"Why {opening}hm{closing}that?"]) == "Why that?"


@MARKS
def test_a_thought_that_is_never_closed_extends_to_the_end(opening: str, closing: str) -> None:
    assert answered([opening, "on and on", closing[:-1]]) == ""


def test_other_tags_inside_a_thought_do_not_close_it() -> None:
    assert answered(["<think>", "not </thought> nor [/THINK] nor <think>", "</think>", "Why?"]) == "Why?"


def test_only_text_that_may_become_a_tag_is_held_back() -> None:
    reasoning = ReasoningFilter()
    assert [reasoning.feed(piece) for piece in ("a", " <", "b>", " [", "T", "1]", "</thin")] == [
        *("a", " ", "<b>", " ", "", "[T1]", "")
    ]
    assert reasoning.flush() == "</thin"


@pytest.mark.parametrize("pieces", [["They said</think>\n\nWhy?"], ["\n", "</think>", "\n\n", "Why?"]])
def test_a_closing_tag_alone_drops_the_text_held_back_before_it(pieces: list[str]) -> None:
    assert answered(pieces).strip() == "Why?"


def test_a_closing_tag_after_returned_text_is_reported_as_a_leak() -> None:
    reasoning = ReasoningFilter()
    assert not reasoning.leaked
    reasoning.feed("They said")
    reasoning.feed("</think>Why?")
    assert reasoning.leaked


@pytest.mark.parametrize(
    ("end", "closing"),
    [
        ("<|im_start|>assistant\n<think>\n", "</think>"),
        ("[|assistant|]<thought>\n", "</thought>"),
        ("[/INST][THINK]", "[/THINK]"),
        ("<|im_start|>assistant\n<think>\n\n</think>\n\n", ""),
        ("<|assistant|>", ""),
        ("", ""),
    ],
)
def test_the_end_of_a_prompt_shows_whether_it_opens_a_thought(end: str, closing: str) -> None:
    assert closing_tag_of_open_thought(end) == closing


# Together with stop strings


def assembled(pieces: Sequence[bytes], stop: Sequence[str], closing: str = "") -> tuple[str, bool]:
    text = TextAssembler(stop, closing)
    return "".join([*(text.feed(piece) for piece in pieces), text.flush()]), text.stopped


def test_a_stop_string_in_a_thought_stops_nothing() -> None:
    assert assembled([b"<think>\nTopic: x", b"</think>Why?", b"\nTopic: y"], ["\nTopic:"]) == ("Why?", True)


def test_a_stop_string_that_is_completed_by_the_flush_is_found() -> None:
    assert assembled([b"Why?", b"</t"], ["?</t"]) == ("Why", True)


def test_nothing_is_returned_after_a_leaked_thought() -> None:
    text = TextAssembler()
    assert [text.feed(piece) for piece in (b"They said", b"</think>Why?", b" So?")] == ["They said", "", ""]
    assert text.stopped and text.leaked and text.flush() == ""
