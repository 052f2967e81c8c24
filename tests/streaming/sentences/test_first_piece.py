import pytest

from streaming.sentences import SentenceBuffer

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
        ("en", "Hello Minsu, welcome to the interview.", "Hello Minsu,"),
        ("en", "Good morning, and thank you for your time.", "Good morning,"),
        ("en", "At Kakao Pay, you led a team of five.", "At Kakao Pay,"),
        ("en", "In 2023, you moved to Seoul.", "In 2023,"),
        ("en", "Tell me about your team, and how you share the work.", "Tell me about your team,"),
        ("en", "Which of these do you know: Kafka, Redis or Go?", "Which of these do you know:"),
        ("en", "You led the migration; what came next?", "You led the migration;"),
        ("en", "Can you walk me through how you designed it?", "Can you walk me through"),
        ("en", "How would you explain the difference between the two?", "How would you explain the difference"),
        ("en", "Your resume says you reduced the latency by 40%.", "Your resume says you reduced the latency"),
        ("ko", "팀원과 의견이 달랐던 경험이 있다면 말씀해 주세요.", "팀원과 의견이 달랐던 경험이 있다면"),
        ("ko", "이력서를 보니 2021년부터 결제를 맡으셨네요.", "이력서를 보니"),
        ("ko", "마지막으로 궁금한 점이 있으신가요?", "마지막으로"),
        ("ko", "최근에 해결한 문제 중에서 하나만 소개해 주세요.", "최근에 해결한 문제 중에서"),
        ("ko", "스트레스를 받는 상황에서도 침착했던 경험은요?", "스트레스를 받는 상황에서도"),
        ("ko", "파이썬의 전역 잠금이 무엇인지 설명해 주세요.", "파이썬의 전역 잠금이 무엇인지"),
        ("ko", "가장 기억에 남는 프로젝트의 결과를 하나만 소개해 주세요.", "가장 기억에 남는 프로젝트의 결과를"),
        ("ko", "연봉은 4,500만 원으로 적어 주셨네요.", "연봉은 4,500만 원으로"),
        ("en", "You studied at 서울대학교 before joining Naver.", "You studied at 서울대학교"),
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
    pieces = cut(language, [text], clauses=True)
    assert texts(pieces) == [first, text.removeprefix(first).strip()]
    assert [piece.final for piece in pieces] == [False, True]
    assert cut(language, list(text), clauses=True) == pieces


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
        ("en", "Are you still interested in this role?"),
        ("en", "Have you used Kafka, RabbitMQ, or Redis Streams?"),
        ("en", "The daily meeting is at 3:30 then?"),
        ("en", "What does `sorted(values, reverse=True)` return?"),
        ("en", "The team that you worked with was large."),
        ("en", "Thank you very much, Minsu."),
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
        ("ko", "데이터베이스의 응답 속도가 느려졌을 겁니다."),
        ("ko", "데이터베이스 응답 속도가 좋았을 것 같네요."),
        ("ko", "그 서비스를 성공적으로 마치셨네요."),
        ("ko", "그동안 맡으셨던 가장 큰 역할은 무엇이었나요?"),
        ("ko", "그동안 결제 플랫폼 시스템을 개발하셨네요."),
        ("ko", "그런 상황이라고 해서 포기하지는 말아야 하죠."),
        ("ko", "관리자를 위한 설정 화면 구성은요?"),
        ("ko", "말씀하신 서비스는 좋았는데 왜요?"),
    ],
)
def test_the_first_piece_is_not_torn_off(language: str, text: str) -> None:
    assert texts(cut(language, [text], clauses=True)) == [text]
    assert texts(cut(language, list(text), clauses=True)) == [text]


def test_only_the_first_piece_may_be_a_clause() -> None:
    text = "In your last job, you led a team. In the one before, you wrote code."
    assert [piece.final for piece in cut("en", [text], clauses=True)] == [False, True, True]


@pytest.mark.parametrize(
    ("language", "tokens"),
    [
        ("en", ["In", " your", " last", " job", ","]),
        ("en", ["Hello", " Minsu", ","]),
        ("en", ["Before", " we", " finish", ","]),
        ("ko", ["프로젝트를", " 마치", "셨는데", ","]),
        ("ko", ["김민수", " 지원자", "님", ","]),
    ],
)
def test_a_comma_that_ends_a_phrase_waits_for_nothing(language: str, tokens: list[str]) -> None:
    buffer = SentenceBuffer(language)
    assert [bool(buffer.feed(token)) for token in tokens] == [False] * (len(tokens) - 1) + [True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nice to meet you,"),
        ("en", "Tell me more about it,"),
        ("en", "Have you used Kafka,"),
        ("en", "You joined us on March 15,"),
        ("ko", "오늘 와 주셔서 감사합니다,"),
    ],
)
def test_a_comma_that_a_name_or_a_number_may_follow_waits_for_it(language: str, text: str) -> None:
    assert SentenceBuffer(language).feed(text) == []
