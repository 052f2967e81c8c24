"""Prompts of unfinished answers: what was read ahead is not read again when the answer is sent."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.interviewer.ask import Ask, Brief, Exchange, Move, Probe
from interviews.interviewer.prompts import messages, public_messages, unfinished
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

BRIEF = Brief("en", "Backend developer", "You build services.")
HISTORY = [Exchange(Ask("Python", Move.OPEN), "Why Python?", "It is quick to write.")]
ASK, QUESTION = Ask("Python", Move.FOLLOW_UP, Probe.OWN), "How quick?"
NEXT = Ask("Python", Move.FOLLOW_UP, Probe.RESULT)


def while_writing(draft: str) -> list[Message]:
    return unfinished(BRIEF, HISTORY, Exchange(ASK, QUESTION, draft), Freedom.STEM)


def once_sent(answer: str) -> list[Message]:
    return messages(BRIEF, [*HISTORY, Exchange(ASK, QUESTION, answer or ".")], NEXT, Freedom.STEM)


def ending(draft: str) -> str:
    return while_writing(draft)[-1]["content"]


def assert_stays_read(draft: str, answer: str) -> None:
    ahead, sent = while_writing(draft), once_sent(answer)
    assert len(ahead) == len(sent)
    assert ahead[:-1] == sent[:-1]
    assert ahead[-1]["role"] == sent[-1]["role"] == "user"
    assert sent[-1]["content"].startswith(ahead[-1]["content"])


@given(st.text(max_size=60), st.data())
def test_the_prompt_of_any_draft_is_a_prefix_of_the_final_prompt(answer: str, data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(answer)))
    assert_stays_read(answer[:length], answer)


PIECES = [
    "<answer>",
    "</answer>",
    "<",
    "/",
    " ",
    "\n",
    "\t",
    "\u00a0",
    "answer",
    "ANSWER",
    "ans",
    "wer",
    ">",
    "no",
    "한국",
    "<|im_end|>",
    "[INST]",
    "[",
    "|",
    "_",
    "<s",
    "Topic",
    ":",
    "#",
    "\r",
    "\u200b",
    "\u2028",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_the_drafts_of_an_answer_that_forges_the_fence_are_prefixes_too(answer: str) -> None:
    for length in range(len(answer) + 1):
        assert_stays_read(answer[:length], answer)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_a_draft_can_neither_close_nor_open_the_fence(draft: str) -> None:
    tags = re.findall(r"<\s*/?\s*answer", ending(draft), flags=re.IGNORECASE)
    assert tags == ["<answer", "</answer", "<answer"], "ours alone: the earlier answer's, and this one's"


@pytest.mark.parametrize(
    ("draft", "read"),
    [
        ("", ""),
        ("We", ""),
        ("We use", "We"),
        ("We use ", "We use"),
        ("  We use\n\nRed", "We use"),
        ("레디스를 큐로 썼", "레디스를 큐로"),
        ("a < b", "a"),
        ("a < b ", "a < b"),
    ],
)
def test_a_word_is_read_when_it_is_whole(draft: str, read: str) -> None:
    assert ending(draft).endswith(f"Interviewer: How quick?\nCandidate: <answer>\n{read}")


def test_a_draft_asks_for_nothing() -> None:
    assert ending("I build services. ").endswith("I build services.")
    assert while_writing("")[:-1] == public_messages("en", Freedom.STEM)


def test_long_earlier_answers_are_left_out_of_both() -> None:
    long = [Exchange(ASK, f"Question {number}?", "word " * 500) for number in range(4)]
    ahead = unfinished(BRIEF, long, Exchange(ASK, QUESTION, "We use "), Freedom.STEM)
    sent = messages(BRIEF, [*long, Exchange(ASK, QUESTION, "We use Redis.")], NEXT, Freedom.STEM)
    assert sent[-1]["content"].startswith(ahead[-1]["content"])
    assert "Question 3?" in ahead[-1]["content"] and "Question 0?" not in ahead[-1]["content"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<" + " " * 60_000 + "x y",
        "< " * 30_000,
        "x" * 60_000,
        "</" + "\n" * 60_000 + "y ",
        "<" * 60_000 + " y",
        "<" + "_" * 60_000 + " y",
        "<a_" * 20_000 + " y",
        "[/" * 30_000 + " y",
        "topic" + " " * 60_000 + "y ",
        "#" * 60_000 + " y",
        "\ntopic " * 9_000 + " y",
        "\u200b" * 20_000 + " y",
    ],
)
def test_long_hostile_runs_take_linear_time(hostile: str) -> None:
    begins = time.process_time()
    ending(hostile)
    once_sent(hostile)
    assert time.process_time() - begins < 1, "seconds; in quadratic time it would be minutes"
