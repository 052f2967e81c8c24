"""Which questions count as asked before, and which details as taken up."""

import pytest

from evaluate.measures.repeats import exact_repeat, near_repeat, same_end
from evaluate.measures.words import details

KNEADED = "What did you do yourself when both mixers failed before Easter?"
CHECKED = "그 결과 어떻게 되었고, 그것을 어떻게 확인하셨나요?"


@pytest.mark.parametrize("again", [KNEADED, KNEADED.lower(), KNEADED.replace("?", " ?!"), f"  {KNEADED}"])
def test_the_same_letters_are_an_exact_repeat(again: str) -> None:
    assert exact_repeat(again, ["Why?", KNEADED])
    assert not near_repeat(again, [KNEADED])


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        (KNEADED, "What did you do by yourself when both mixers failed before Easter?"),
        (KNEADED, "Before Easter, when both mixers failed, what did you do yourself?"),
        ("How could you tell that the cake helped?", "How could you tell that the cake had helped?"),
        (CHECKED, "그 결과 어떻게 되었고 그것을 어떻게 확인하셨습니까?"),
        ("점검표를 만드신 이유는 무엇인가요?", "점검표를 만드신 이유가 무엇인가요?"),
    ],
)
def test_nearly_the_same_is_a_near_repeat(earlier: str, text: str) -> None:
    assert not exact_repeat(text, [earlier])
    assert near_repeat(text, ["Why?", earlier])


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        (KNEADED, "What was the hardest part when both mixers failed before Easter?"),
        (KNEADED, "How did it turn out in the end when you kneaded by hand?"),
        ("Why did you choose paper?", "Why did you choose Thursday?"),
        ("What was hardest when you kneaded by hand?", "How could you tell that you kneaded by hand?"),
        (CHECKED, "그 일에서 지원자님께서 직접 하신 일은 무엇인가요?"),
        ("자석을 쓰기로 하신 이유는 무엇인가요?", "자석판을 쓰면서 가장 어려웠던 점은 무엇인가요?"),
    ],
)
def test_another_question_is_no_repeat(earlier: str, text: str) -> None:
    assert not exact_repeat(text, [earlier]) and not near_repeat(text, [earlier])


def test_a_long_run_of_the_same_words_is_the_same_end() -> None:
    end = "take a step that was not possible for the parents, and how did you overcome it?"
    assert same_end(f"What made you choose to {end}", [f"What was hardest when you had to {end}"], "en")
    assert not same_end(KNEADED, ["What was hardest when both mixers failed before Easter?"], "en")
    assert same_end(
        "표를 만드신 뒤에 팀원들이 어떻게 받아들였는지 말씀해 주시겠어요?",
        ["그 일에서 표를 만드신 뒤에 팀원들이 어떻게 받아들였는지"],
        "ko",
    )


@pytest.mark.parametrize(
    ("language", "answer", "question", "named"),
    [
        ("en", "We kneaded four hundred loaves by hand.", "Why did you knead them all?", {"knead"}),
        ("en", "I rang thirty schools on a bicycle.", "How did the school react to the bicycle?", {"school", "bicycl"}),
        ("en", "I moved the team to Thursday.", "When was that, and what was at stake?", set()),
        ("en", "The team had 212 open payments.", "How did you find the 212 payments?", {"212", "payment"}),
        ("ko", "자석판을 만들어서 입원장에 붙였습니다.", "자석판을 고르신 이유는 무엇인가요?", {"자석판"}),
        ("ko", "부평 병원에서 문 스위치 접점을 쟀습니다.", "접점을 어떻게 찾으셨나요?", {"접점"}),
        ("ko", "그래서 제가 직접 했습니다.", "직접 하신 일은 무엇인가요?", set()),
    ],
)
def test_details_of_the_answer(language: str, answer: str, question: str, named: set[str]) -> None:
    assert details(answer, question, language) == named


def test_what_the_topic_or_the_stem_says_is_no_detail() -> None:
    assert details("Our planning was for a wedding.", "How did the planning go?", "en", "Planning") == set()
    assert details("고객 상담을 많이 했고 계약을 땄습니다.", "고객 상담은 어떠셨나요?", "ko", "고객 상담") == set()
