"""What a model does not get to read of an answer, and that offsets stay as they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.evaluation.assessor import AssessmentTask
from interviews.evaluation.evidence import Answer, Transcript
from interviews.evaluation.masking import is_private, masked, readable
from interviews.evaluation.rubric import RubricCompetency

DISCLOSURES = """
I am 34 years old.
I'm in my fifties, so I know the trade.
I'm a mother of two.
As a woman in tech I had to fight for it.
I am pregnant at the moment.
My husband helped me.
I'm from Vietnam originally.
I moved here from India in 2015.
English is not my native language.
I am a Christian and go to church.
I am gay.
I have ADHD.
I was in hospital last year.
I voted for the liberals.
I was in the union.
I earned 50,000 dollars.
I was arrested once.
I took maternity leave.
I took two years off to raise my kids.
I served in the army.
I was out of work for a year.
저는 서른네 살입니다.
저는 34살이고요.
아이가 둘 있습니다.
저는 결혼했습니다.
임신 중이라서요.
여자라서 힘들었습니다.
남편이 도와줬어요.
베트남에서 왔습니다.
저는 교회에 다닙니다.
저는 우울증이 있습니다.
작년에 입원했습니다.
군대에서 배웠습니다.
육아휴직을 썼습니다.
노조에 가입했습니다.
연봉은 5천만원이었습니다.
1990년생입니다.
부산 출신입니다.
한국어가 모국어가 아닙니다.
외국인이라서 말이 서툽니다.
"""
WORK = """
I asked the team first.
I led a team of 34 people.
I moved the meeting to the afternoon.
I looked after twelve children in my class.
I checked the health of the servers.
My patient's mother was angry.
I had 20 years of experience.
We grew from 10 to 40 people.
I was from the start in charge of the plan.
I made 20 calls that day.
I was in the middle of the shift.
As a manager I decided it.
저는 로그를 봤습니다.
고객의 어머니가 화를 내셨습니다.
서버 상태를 살폈습니다.
3살 아이들 반을 맡았습니다.
10년 경력입니다.
팀원이 5명이었습니다.
환자 가족과 이야기했습니다.
본사에서 온 지침을 따랐습니다.
외국인 손님을 안내했습니다.
급여 대장을 다시 만들었습니다.
"""


@pytest.mark.parametrize("text", DISCLOSURES.strip().splitlines())
def test_what_candidates_tell_of_themselves_is_withheld(text: str) -> None:
    assert is_private(text, about="")
    assert is_private(unicodedata.normalize("NFD", text), about="")


@pytest.mark.parametrize("text", WORK.strip().splitlines())
def test_what_candidates_tell_of_their_work_is_read(text: str) -> None:
    assert not is_private(text, about="")


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("Mina Park", "I am Mina Park, and Mina's team won.", "I am ____ ____, and ____'s team won."),
        ("Mina Park", "mina park said so in the parking lot", "____ ____ said so in the parking lot"),
        ("김민지", "김민지입니다. 다들 민지가 했다고 합니다.", "___입니다. 다들 __가 했다고 합니다."),
        ("김 민지", "저는 김민지라고 합니다.", "저는 ___라고 합니다."),
        ("남궁민수", "남궁민수, 민수라고 부르세요", "____, __라고 부르세요"),
        (
            "Nguyễn Thị Hương",
            "Hương did it, Nguyễn Thị Hương.",
            "_____ did it, ______ ___ _____.",
        ),
        ("Jean-Luc Picard", "Call me Jean or Jean-Luc.", "Call me ____ or ________."),
        ("", "nothing to hide", "nothing to hide"),
        ("A", "A plan", "_ plan"),
    ],
)
def test_names_are_masked(name: str, text: str, read: str) -> None:
    assert masked(text, name) == read


def test_a_decomposed_name_is_masked_at_its_own_offsets() -> None:
    text = unicodedata.normalize("NFD", "저는 김민지입니다")
    read = masked(text, "김민지")
    assert len(read) == len(text)
    assert unicodedata.normalize("NFC", read.replace("_", "")) == "저는 입니다"


@given(st.text(), st.text(max_size=12))
def test_masking_keeps_the_length(text: str, name: str) -> None:
    assert len(masked(text, name)) == len(text)


@given(st.lists(st.sampled_from([*DISCLOSURES.strip().splitlines(), *WORK.strip().splitlines()])))
def test_nothing_private_is_read_and_what_is_read_was_said(lines: list[str]) -> None:
    said = Transcript([Answer(1, "x", "?", "\n".join(lines))], "ko")
    found = readable(said, "Mina Park", about="")
    assert len(found.passages) + found.withheld == len(said.passages())
    for quote, text in found.passages:
        assert said.verifies(quote)
        assert len(text) == len(quote.text)
        assert not is_private(text, "")


def test_what_the_job_is_about_is_no_private_affair() -> None:
    said = Transcript([Answer(1, "x", "?", "노조와 교섭을 준비했습니다. 노동조합이 반대했습니다.")], "ko")
    assert readable(said, "", about="노동조합 교섭").withheld == 0


@pytest.mark.parametrize("language", ["en", "ko"])
def test_prompts_do_not_tell_names_apart(language: str) -> None:
    """Neither by a letter nor by their length."""
    said = {"en": "My name is {}. I checked the count.", "ko": "제 이름은 {}입니다. 제가 집계를 확인했습니다."}[
        language
    ]
    names = {
        "en": ("Emily Carter", "Kim Min-ji", "Nguyen Thi Huong"),
        "ko": ("김민지", "응우옌 티 흐엉", "아흐메드 하산"),
    }
    prompts = set()
    for name in names[language]:
        answer = Answer(1, "Care", "What did you do?", said.format(name))
        task = AssessmentTask(Transcript([answer], language), RubricCompetency("Care"), name, "Analyst")
        prompts.add(str(task.prompt(task.passages()).chat))
    assert len(prompts) == 1
