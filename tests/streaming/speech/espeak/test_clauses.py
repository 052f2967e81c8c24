"""Texts are cut below the length at which espeak-ng drops the rest."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from streaming.speech.espeak.clauses import CLAUSE_BYTES, WORD_BYTES, in_short_clauses

SENTENCE = "결제 서버를 옮기면서 배포 시간이 얼마나 줄었는지 기억나는 대로 말씀해 주시겠어요?"


def size(text: str) -> int:
    return len(unicodedata.normalize("NFD", text).encode())


def test_a_sentence_of_an_interview_stays_as_it_is() -> None:
    assert in_short_clauses(SENTENCE) == SENTENCE


def test_a_long_clause_gets_a_comma_after_a_connective_ending() -> None:
    text = "저희 팀에서 결제 서버를 새로운 곳으로 옮기고 " * 3 + SENTENCE
    cut = in_short_clauses(text)
    assert cut.replace(",", "") == text
    assert cut.count("옮기고,") == 1


def test_marks_of_the_text_end_a_clause() -> None:
    text = " ".join([SENTENCE] * 5)
    assert in_short_clauses(text) == text


@settings(deadline=None)
@given(st.text(st.sampled_from("가각나닭a b고.,?"), max_size=900))
def test_no_clause_and_no_word_is_too_long_and_nothing_is_lost(text: str) -> None:
    cut = in_short_clauses(text)
    assert re.sub("[ ,]", "", cut) == re.sub("[ ,]", "", text)
    assert all(size(word) <= WORD_BYTES + 1 for word in cut.split())
    assert all(size(clause) <= CLAUSE_BYTES + 1 for clause in re.split(r"(?<=[,.?]) ", cut))
