import re

import pytest

from interviews.interviewer.check import Flawed, StreamCheck

from .checking import EXPECTED, about, verdict


def tokens(text: str) -> list[str]:
    return re.findall(r"\s*[가-힣]{1,2}|\s*[a-zA-Z]+|.", text, re.DOTALL)


def in_language(language: str, text: str, topic: str = "Redis", answer: str = "", title: str = "") -> bool:
    found = verdict(about(language, topic, title, answer), tokens(text))
    assert not found or found.startswith("language: ")
    return not found


def shown_before_refusal(language: str, text: str) -> str:
    check = StreamCheck(EXPECTED[language])
    shown = ""
    with pytest.raises(Flawed):
        for token in tokens(text):
            shown += check.feed(token)
        check.end("stop")
    return shown


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "Could you tell me about your experience with Redis?"),
        ("ko", "Redis is often used as a cache. What do you use it for?"),
        ("ko", "¿Puede usted describir una situación difícil con Redis?"),
        ("ko", "日本語で質問してもよろしいでしょうか？"),
        ("ko", "请您介绍一下您的经验。"),
        ("ko", "Расскажите о вашем опыте?"),
        ("ko", "هل يمكنك أن تشرح؟"),
        ("ko", "คุณช่วยอธิบายได้ไหม?"),
        ("en", "말씀하신 Redis에 대해 설명해 주시겠어요?"),
        ("en", "Redis를 사용하신 이유는 무엇인가요?"),
        ("en", "¿Puede usted describir su experiencia con Redis?"),
        ("en", "Pouvez-vous décrire votre expérience avec Redis ?"),
        ("en", "Quelle est votre expérience avec Redis ?"),
        ("en", "Können Sie Ihre Erfahrung mit Redis beschreiben?"),
        ("en", "Wie haben Sie das gelöst?"),
        ("en", "Você pode descrever sua experiência com Redis?"),
        ("en", "Bạn có thể mô tả kinh nghiệm của mình không?"),
        ("en", "Quali sono gli aspetti più difficili?"),
        ("en", "Apakah Anda bisa menjelaskan pengalaman dengan Redis?"),
        ("en", "請您介紹一下您的經驗？"),
        ("en", "Опишите ваш опыт?"),
    ],
)
def test_another_language_is_refused_before_it_is_shown(language: str, text: str) -> None:
    assert shown_before_refusal(language, text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes Pod의 readinessProbe를 어떻게 설정하셨나요?",
        "AWS, GCP, Azure 가운데 무엇을 선택하셨나요?",
        "REST API와 GraphQL, gRPC의 차이는 무엇이라고 생각하시나요?",
        "GitHub Actions에서 Docker Hub로 push할 때 secrets는 어떻게 관리하셨나요?",
        "C++의 std::vector를 쓰신 이유는 무엇인가요?",
        "Spring Boot의 @Transactional(readOnly = true)은 언제 쓰시나요?",
        "FastAPI, SQLAlchemy, Alembic, Celery를 함께 쓰신 이유는 무엇인가요?",
        "3년 동안 무엇을 배우셨나요?",
        "1,200 TPS를 어떻게 측정하셨나요?",
        '"Clean Architecture"를 어떻게 적용하셨나요?',
        "前 직장에서는 어떤 역할을 맡으셨나요?",
        "평균 지연이 20μs라고 하셨는데, 어떻게 측정하셨나요?",
        "ㅎㅎ 재미있네요. 어떻게 해결하셨나요?",
        "(먼저) 어떤 역할을 맡으셨나요?",
    ],
)
def test_korean_with_much_latin_is_korean(text: str) -> None:
    assert in_language("ko", text)


@pytest.mark.parametrize(
    "text",
    [
        "Why Redis?",
        "Redis or Kafka?",
        "PostgreSQL, MySQL, Redis: which one, and why?",
        "You studied at 서울대학교 before joining Naver. What brought you into backend work?",
        'Could you explain what "정합성" means in your design?',
        "What did the naïve approach in your résumé cost, and how did you notice?",
        "How did you get on with Müller, Núñez and the team in São Paulo?",
        "It was a delay of 20 μs. How did you measure it?",
        "3.5 GB: how did you fit that in?",
        "“Clean Architecture”: how did you apply it?",
        "Take your time. How would you explain it?",
        "As a lead, how did you decide?",
    ],
)
def test_english_with_foreign_names_is_english(text: str) -> None:
    assert in_language("en", text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "네, 감사합니다. Could you tell me more about that project?"),
        ("ko", "네, what was the hardest part of the migration that you did?"),
        ("ko", "네, 감사합니다. 그 과정에서 最大的挑战은 무엇이었나요?"),
        ("ko", "말씀하신 부분에서 どのように 하셨나요?"),
        ("en", "Thank you for that. 그 과정에서 가장 어려웠던 점은 무엇이었나요?"),
        ("en", "Thank you, 그 과정에서 가장 어려웠던 점은 무엇이었나요?"),
        ("en", "Thank you for that. ¿Cómo lo resolvió usted?"),
        ("en", "Thank you for that. Wie haben Sie das Problem gelöst?"),
        ("en", "Thank you. Bagaimana cara mengukur hasilnya setelah migrasi selesai?"),
    ],
)
def test_a_text_that_changes_its_language_is_refused(language: str, text: str) -> None:
    assert not in_language(language, text)


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("ko", "말씀하신 race condition in the coupon에 대해 설명해 주시겠어요?", "race condition in the coupon"),
        ("ko", "race condition in the coupon은 어떻게 찾으셨나요?", "race condition in the coupon"),
        ("ko", "What I learned from the outage라고 하셨는데, 무엇인가요?", "What I learned from the outage"),
        ("ko", "日本語 능력은 어디에 쓰셨나요?", "日本語 능력"),
        ("en", "Could you explain 분산 락 in more detail?", "분산 락"),
        ("en", "You mentioned 분산 락을; what exactly was your part in it?", "분산 락"),
        ("en", "분산 락: what made you choose it?", "분산 락"),
        ("en", "What does Größenwahn mean to you?", "Größenwahn"),
    ],
)
def test_a_phrase_of_the_answer_may_be_in_another_script(language: str, text: str, phrase: str) -> None:
    assert in_language(language, text, answer=phrase)
    assert in_language(language, text, topic=phrase)
    assert in_language(language, text, title=phrase)


def test_a_korean_topic_does_not_make_an_english_question_korean() -> None:
    assert not in_language("ko", "장애 대응 is what we want to talk about. How do you do it?", topic="장애 대응")


def test_a_korean_question_without_a_korean_letter_is_refused() -> None:
    assert not in_language("ko", "Redis?")
