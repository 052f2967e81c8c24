"""Which words are found that no interviewer says, and which are left alone."""

import pytest

from evaluate.measures.language import language_error
from evaluate.measures.recited import EXAMPLES, recited
from evaluate.measures.wording import asks_nothing, label, role_inversion, third_person
from interviews.interviewer.prompts import public_messages
from interviews.llm.freedom import Freedom

GOOD = {
    "en": [
        "What did you do yourself when the mixers failed?",
        "How did it turn out in the end when you rang the thirty schools?",
        "I will come back to that at the end. Can you first tell me about a time when you trained somebody?",
        "Why did you choose the topic of water for the whole year?",
        "What was the hardest part when your team had only two weeks left?",
        "Could you give me an example of a job where the position of the pump mattered?",
        "When you asked the candidates for mayor to come, how did they react?",
        "That is fine. Is there one situation of your own, even a small one, that had to do with safety?",
    ],
    "ko": [
        "반죽기가 멈췄을 때 지원자님께서 직접 하신 일은 무엇인가요?",
        "궁금하신 점은 면접 끝에 말씀드리겠습니다. 먼저 고객 상담에 관해 직접 겪으신 일을 하나 말씀해 주시겠어요?",
        "그 결과 어떻게 되었고, 그것을 어떻게 확인하셨나요?",
        "괜찮습니다. 작은 일이라도 좋으니 하나만 말씀해 주시겠어요?",
        "다른 방법이 아니라 자석을 쓰기로 하신 이유는 무엇이었습니까?",
        "그때 어떤 점이 가장 어려우셨는지 말씀해 주세요.",
        "말씀해 주신 내용 가운데 ‘아홉 분을 제가 교육했어요’ 부분이 있었는데요, 그렇게 하신 이유는 무엇인가요?",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in GOOD for text in GOOD[language]])
def test_good_questions_are_left_alone(language: str, text: str) -> None:
    found = [label(text), role_inversion(text), third_person(text), language_error(text, language)]
    assert [*found, recited(text, language)] == [""] * 5 and not asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Topic: Teamwork. What did you do?",
        "Follow-up question: What did you do?",
        "Interviewer: What did you do?",
        "Q1: What did you do?",
        "What did you do, [name]?",
        "What did you do at <company>?",
        "What did you do in ____?",
        "**What did you do?**",
        "1. What did you do?",
        "역량: 협업. 무엇을 하셨나요?",
        "다음 질문: 무엇을 하셨나요?",
        "○○님은 무엇을 하셨나요?",
    ],
)
def test_labels(text: str) -> None:
    assert label(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "What did you do? It asks for the result, as a question mark."),
        ("en", "What was the hardest or went wrong on the way?"),
        ("en", "Why did you choose one of those steps that was mentioned instead of another way?"),
        ("en", "What did you do yourself when the warehouse was moved?"),
        ("ko", "한 문장으로 쓰면, 무엇을 하셨나요?"),
        ("ko", "답변에 나온 조치 하나를 왜 그렇게 하셨나요?"),
        ("ko", "그때 스위트룸을 내드린 이유는 무엇인가요?"),
    ],
)
def test_recited_prompts(language: str, text: str) -> None:
    assert recited(text, language, "We split the dough.")


def test_a_word_of_an_example_that_the_candidate_said_is_not_recited() -> None:
    assert recited("How did you empty the warehouse?", "en", "I emptied our Warehouse.") == ""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_words_of_the_examples_are_in_the_prompts(language: str) -> None:
    """If the examples change, the list has to change with them."""
    prompts = [Freedom.STEM, Freedom.QUOTE]
    told = " ".join(message["content"] for freedom in prompts for message in public_messages(language, freedom))
    listed = EXAMPLES[language].pattern.replace(r"\b", "").removeprefix("(?:").removesuffix(")").split("|")
    assert [word for word in listed if word.casefold() not in told.casefold()] == []


@pytest.mark.parametrize("text", ["What was the situation, and I am curious.", "그때 무엇을 하셨는지요.", ""])
def test_texts_that_ask_nothing(text: str) -> None:
    assert asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "How can I help you with the roster?",
        "Would you like me to explain the procedure?",
        "I look forward to working with you. What is next?",
        "In my experience as a nurse I was responsible for the ward. Is that enough?",
        "As an AI, what should I ask?",
        "Thank you for the opportunity. Shall we go on?",
        "점검표에 대해 더 자세히 설명해 드릴까요?",
        "어떻게 도와드릴까요?",
        "무엇을 알고 싶으신가요?",
        "제가 그 일을 맡았을 때 무엇이 중요했나요?",
    ],
)
def test_role_inversions(text: str) -> None:
    assert role_inversion(text)


@pytest.mark.parametrize(
    "text",
    [
        "What did the candidate do about Django?",
        "What was the applicant's part in it?",
        "How did this candidate find out?",
        "지원자가 직접 한 일은 무엇인가요?",
        "지원자의 역할은 무엇이었나요?",
        "후보자는 무엇을 했나요?",
    ],
)
def test_third_person(text: str) -> None:
    assert third_person(text)


@pytest.mark.parametrize(
    ("language", "text", "known"),
    [
        ("ko", "What did you do?", ""),
        ("ko", "그 process를 improve하기 위해 what을 하셨나요?", ""),
        ("ko", "그때 무엇을 했니?", ""),
        ("ko", "무엇을 했어?", ""),
        ("ko", "그 일은 어떻게 되었고, 그것을 어떻게", ""),
        ("ko", "그 문제를 어떻게 解決하셨나요?", ""),
        ("ko", "무엇을 하셨나요ㅋㅋ", ""),
        ("en", "그때 무엇을 하셨나요?", ""),
        ("en", "What did you do with the 일정?", ""),
        ("en", "Pouvez-vous me dire que vous avez fait avec les clients?", ""),
        ("en", "What did you do\ufffd?", ""),
        ("en", "???", ""),
    ],
)
def test_language_errors(language: str, text: str, known: str) -> None:
    assert language_error(text, language, known)


@pytest.mark.parametrize(
    ("language", "text", "known"),
    [
        ("ko", "그때 kubernetes와 redis와 kafka를 왜 쓰셨나요?", "저는 kubernetes, redis, kafka를 썼습니다."),
        ("ko", "AWS에서 CI/CD를 어떻게 구성하셨나요?", ""),
        ("en", "Why did you take the 자석 board?", "We had a 자석 board."),
        ("en", "How did you get along with Die Zeit?", ""),
    ],
)
def test_words_of_the_answer_and_names_are_no_language_errors(language: str, text: str, known: str) -> None:
    assert language_error(text, language, known) == ""
