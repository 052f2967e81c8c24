"""Which questions an interview comes to by its answers, whatever a model would make of them."""

from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import Ask, Exchange, Move

QUESTION = {"en": "Could you tell me more about it?", "ko": "조금 더 말씀해 주시겠어요?"}
PLANS = {
    "en": Plan(("a project", "databases", "incidents"), questions=5, follow_ups=1),
    "ko": Plan(("프로젝트", "데이터베이스", "장애 대응"), questions=5, follow_ups=1),
}
MAX_QUESTIONS = 9  # an interview that has not come to its end by then does not


def decided(language: str, *answers: str) -> list[Ask]:
    """What is asked, to the closing; the last answer is given again and again."""
    plan, history = PLANS[language], list[Exchange]()
    while len(history) < MAX_QUESTIONS:
        ask = next_ask(plan, history)
        answer = answers[min(len(history), len(answers) - 1)]
        history.append(Exchange(ask, QUESTION[language], answer))
        if ask.move is Move.CLOSE:
            break
    return [exchange.ask for exchange in history]


def twin(answer: str) -> str:
    """An answer that says nothing, and as much of it: so many syllables of Hangul, so many letters."""
    return "".join(map(_letter, answer))


def same_decisions(hostile: list[Ask], plain: list[Ask]) -> bool:
    """Whether the same is asked, but for the phrases that are taken up."""
    return [(ask.topic, ask.move) for ask in hostile] == [(ask.topic, ask.move) for ask in plain]


def _letter(letter: str) -> str:
    if "가" <= letter <= "힣":
        return "음"
    return "m" if letter.isalnum() else " "
