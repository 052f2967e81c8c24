from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.interviewer.check import touches
from interviews.interviewer.check.forbidden import TOPICS

from .checking import about, verdict


def read_cases() -> Iterator[tuple[str, str]]:
    """Yield each line's topic, "" for none, and its sentence."""
    for line in Path(__file__).with_name("forbidden.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            topic, sentence = line.split("\t")
            yield topic.strip("-"), sentence


CASES = list(read_cases())


def language(sentence: str) -> str:
    return "ko" if any("가" <= letter <= "힣" for letter in sentence) else "en"


def asked(sentence: str, topic: str = "", title: str = "", answer: str = "") -> str:
    found = verdict(about(language(sentence), topic, title, answer), sentence)
    assert not found or found.startswith("forbidden: ")
    return found.removeprefix("forbidden: ")


@pytest.mark.parametrize(("topic", "sentence"), CASES)
def test_a_sentence_touches(topic: str, sentence: str) -> None:
    assert touches(sentence) == topic


def test_the_table_has_every_topic_in_both_languages_and_as_much_that_is_innocent() -> None:
    counts = Counter((language(sentence), topic) for topic, sentence in CASES)
    assert {topic for _, topic in counts} == {*TOPICS, ""}
    assert all(counts[spoken, topic] >= 10 for spoken in ("ko", "en") for topic in TOPICS)
    assert all(counts[spoken, ""] >= 60 for spoken in ("ko", "en"))


@pytest.mark.parametrize(
    "sentence", ["ARE YOU MARRIED?", "Are  you\nmarried?", "What’s your wife’s name?", "결혼  하셨나요?"]
)
def test_neither_case_nor_white_space_nor_apostrophes_matter(sentence: str) -> None:
    assert touches(sentence) == "family"


PHRASES = {
    "age": "나이|쉰 살|my age",
    "family": "my wife|pregnancy|maternity leave|육아 휴직|딸|우리 아이|가족|배우자",
    "health": "chemotherapy|my surgery|우울증|암 수술|건강",
    "religion": "church|교회",
    "origin": "my hometown|고향",
    "union": "노조|trade union",
    "": "race condition|child process|union type|origin server|health check|cache age|장애 대응|부모 클래스|건강 지표",
}


@pytest.mark.parametrize(
    ("phrase", "topic"), [(phrase, topic) for topic, phrases in PHRASES.items() for phrase in phrases.split("|")]
)
def test_a_phrase_of_an_answer_touches(phrase: str, topic: str) -> None:
    assert touches(phrase) == topic


def test_what_the_answer_says_of_the_candidates_own_affairs_may_not_be_taken_up() -> None:
    assert asked("You mentioned pregnancy; what did you learn?", answer="It was my pregnancy.") == "family"
    assert asked("말씀하신 교회에 대해 설명해 주시겠어요?", answer="교회 일이었습니다.") == "religion"


@pytest.mark.parametrize(
    ("sentence", "topic", "title"),
    [
        ("노동조합 규약을 어떻게 정리하셨나요?", "노동조합 협상 경험", "노사관계 담당"),
        ("노조의 요구를 어떻게 조율하셨나요?", "협상 경험", "노사관계 담당"),
        ("What did the merger mean for the trade unions?", "Negotiation", "Labour relations manager"),
        ("임신 초기에는 무엇을 안내하시나요?", "임신부 상담", "산부인과 간호사"),
        ("What makes a pregnancy a risky one?", "Counselling", "Midwife"),
        ("우울증은 무엇을 보고 알아차리시나요?", "환자 상담", "간호사"),
        ("교회 음악회를 어떻게 기획하셨나요?", "행사 기획", "교회 사무장"),
        ("How do you record a medical history?", "Patient care", "Nurse"),
    ],
)
def test_what_the_position_itself_is_about_may_be_named(sentence: str, topic: str, title: str) -> None:
    assert asked(sentence) != ""
    assert asked(sentence, topic, title) == ""


@pytest.mark.parametrize(
    ("sentence", "topic", "title"),
    [
        ("본인도 노조에 가입하셨나요?", "노동조합 협상 경험", "노사관계 담당"),
        ("Are you a member of a union yourself?", "Negotiation", "Labour relations manager"),
        ("아이를 낳으실 계획이 있나요?", "임신부 상담", "산부인과 간호사"),
        ("Do you have children?", "Counselling", "Midwife"),
        ("지원자님의 건강은 어떠신가요?", "환자 상담", "간호사"),
        ("교회에 다니시나요?", "행사 기획", "교회 사무장"),
    ],
)
def test_the_candidates_own_affairs_must_not_be_named_even_then(sentence: str, topic: str, title: str) -> None:
    assert asked(sentence, topic, title) != ""


@given(st.text(max_size=300))
def test_any_text_touches_one_topic_at_most(text: str) -> None:
    assert touches(text) in {*TOPICS, ""}
