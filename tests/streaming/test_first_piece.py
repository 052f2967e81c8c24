import pytest

from .test_sentences import cut, texts


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("en", "Thank you for that answer, and now let us go on.", "Thank you for that answer,"),
        ("en", "In your last job, what did you build?", "In your last job,"),
        ("en", "Thank you, I see what you mean.", "Thank you,"),
        ("en", "Could you tell me about a time when you failed?", "Could you tell me about a time"),
        ("en", "Your service became slow because the cache was cold.", "Your service became slow"),
        ("en", "What was the hardest moment during that migration?", "What was the hardest moment"),
        ("ko", "말씀 잘 들었습니다만, 조금 더 설명해 주세요.", "말씀 잘 들었습니다만,"),
        ("ko", "안녕하세요, 저는 면접관입니다.", "안녕하세요,"),
        ("ko", "안녕하세요, 오늘 면접을 맡았습니다.", "안녕하세요,"),
        ("ko", "안녕하세요, 민수님과 이야기하게 되어 기쁩니다.", "안녕하세요,"),
        ("ko", "많은 요청을 빠르게 처리하기 위해 무엇을 하셨나요?", "많은 요청을 빠르게 처리하기 위해"),
        ("ko", "프로젝트를 성공적으로 마치셨는데 어떤 점이 어려웠나요?", "프로젝트를 성공적으로 마치셨는데"),
        ("ko", "그 팀에서 오래 일하셨지만 이직을 결심하셨네요.", "그 팀에서 오래 일하셨지만"),
        ("ko", "대규모 서비스를 운영하면서 배운 점은 무엇인가요?", "대규모 서비스를 운영하면서"),
    ],
)
def test_the_first_piece_ends_at_a_natural_break(language: str, text: str, first: str) -> None:
    pieces = cut(language, [text], early=True)
    assert texts(pieces) == [first, text.removeprefix(first).strip()]
    assert [piece.final for piece in pieces] == [False, True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "So, tell me."),
        ("en", "Have you used Kafka, Redis or Go?"),
        ("en", "You have managed a budget of $4,500 a month."),
        ("en", "You joined us on March 15, 2024 as an engineer."),
        ("en", "You come from Busan, Korea to us."),
        ("en", "Nice to meet you, Minsu."),
        ("en", "Tell me more about it, please."),
        ("en", "Your function (given a list, a number) returns what?"),
        ("en", 'You wrote "given a list, sort it" here.'),
        ("en", "Tell me exactly what you did."),
        ("en", "The team in which you worked was large."),
        ("ko", "네, 그렇군요."),
        ("ko", "안녕하세요, 김민수님."),
        ("ko", "지원해 주셔서 감사합니다, 민수님!"),
        ("ko", "자바, 파이썬 중 무엇을 쓰세요?"),
        ("ko", "데이터베이스, 네트워크 중 무엇이 편한가요?"),
        ("ko", "연봉이 4,500만 원이면 괜찮으신가요?"),
        ("ko", "지금 백엔드 서비스를 운영하고 있나요?"),
        ("ko", "우리나라에서 최고 수준의 서비스군요."),
        ("ko", "이전 회사에서 맡은 역할은 무엇인가요?"),
        ("ko", "관리자를 위한 설정 화면 구성은요?"),
        ("ko", "말씀하신 서비스는 좋았는데 왜요?"),
    ],
)
def test_the_first_piece_is_not_torn_off(language: str, text: str) -> None:
    assert texts(cut(language, [text], early=True)) == [text]


def test_only_the_first_piece_may_be_a_clause() -> None:
    text = "In your last job, you led a team. In the one before, you wrote code."
    assert [piece.final for piece in cut("en", [text], early=True)] == [False, True, True]
