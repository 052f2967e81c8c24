import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.interviewer.reading import Manner, read

from .written import ANSWERS, LATER, Written

SPACES = ("  ", "\t", "\n", " \n ", "\r\n")
QUOTES = ('"{}"', "“{}”", "'{}'", "‘{}’", "「{}」", "«{}»", '  "{}"\n')
POLITE = {
    "en": (
        "What does your team look like?",
        "May I ask when I will hear from you?",
        "Does that answer your question?",
        "Is that what you wanted to know?",
    ),
    "ko": (
        "팀은 어떻게 구성되어 있나요?",
        "결과는 언제쯤 알 수 있을까요?",
        "이 정도면 답이 되었을까요?",
        "혹시 질문을 드려도 될까요?",
    ),
}
written_answers = st.sampled_from(ANSWERS + LATER)


@given(written_answers, st.sampled_from(SPACES))
def test_white_space_changes_nothing(written: Written, space: str) -> None:
    assert read(space + written.answer.replace(" ", space) + space, written.topic) == read(
        written.answer, written.topic
    )


@given(written_answers, st.sampled_from(QUOTES))
def test_quotation_marks_around_an_answer_change_nothing(written: Written, quotes: str) -> None:
    assert read(quotes.format(written.answer), written.topic) == read(written.answer, written.topic)


@pytest.mark.parametrize("written", [written for written in ANSWERS + LATER if written.manner is Manner.ANSWERS])
def test_a_polite_question_at_the_end_takes_nothing_from_an_answer(written: Written) -> None:
    before = read(written.answer, written.topic)
    for question in POLITE[written.language]:
        assert read(f"{written.answer} {question}", written.topic) == before


@given(st.text(max_size=400))
def test_any_text_can_be_read_and_only_answers_have_parts(text: str) -> None:
    manner, parts = read(text)
    assert manner is Manner.ANSWERS or not parts


UNITS = """
    a|i |i was |please |can you |the |and the |by |had |no |what |what is |write me a |you are |a man |i because |aed |
    1|1,|-|- |…|? |<|<answer>|[|가|었|있|습니다 |했습니다 |제가 |저희 팀이 |다시 쉽게 |쉽게 |질문 |적이 |없 |경험이 |
    어떤 사례 |점심|길|시|예를 들어 |때문 |지만 |는데 |말씀 |답 |대신 |안 |3|만에
"""


@pytest.mark.parametrize("unit", [unit for unit in UNITS.replace("\n    ", "").strip("\n").split("|") if unit])
def test_the_time_grows_with_the_length_alone(unit: str) -> None:
    """Four times the text may take four times as long, and some more for what a busy machine adds."""
    short, long = (min(_seconds(unit, length) for _ in range(2)) for length in (2_000, 8_000))
    assert long < 8 * short + 0.02


def _seconds(unit: str, length: int) -> float:
    text = (unit * length)[:length]
    start = time.process_time()
    read(text)
    return time.process_time() - start
