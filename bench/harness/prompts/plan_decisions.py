"""Which questions the plan chooses for given answers, independent of any model."""

from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import Ask, Exchange, Move

QUESTION = {"en": "Could you tell me more about it?", "ko": "조금 더 말씀해 주시겠어요?"}
PLANS = {
    "en": Plan(("a project", "databases", "incidents"), questions=5, follow_ups=1),
    "ko": Plan(("프로젝트", "데이터베이스", "장애 대응"), questions=5, follow_ups=1),
}
MAX_QUESTIONS = 9  # an interview that is still going on then never ends


def decided(language: str, *answers: str) -> list[Ask]:
    """Return what is asked up to the closing. The last answer is repeated as often as needed."""
    plan, history = PLANS[language], list[Exchange]()
    while len(history) < MAX_QUESTIONS:
        ask = next_ask(plan, history)
        answer = answers[min(len(history), len(answers) - 1)]
        history.append(Exchange(ask, QUESTION[language], answer))
        if ask.move is Move.CLOSE:
            break
    return [exchange.ask for exchange in history]


def twin(answer: str) -> str:
    """Return a meaningless answer with the same number of Hangul syllables and letters."""
    return "".join(map(_letter, answer))


def same_decisions(hostile: list[Ask], plain: list[Ask]) -> bool:
    """Return whether the questions are the same, apart from their focus."""
    return [(ask.topic, ask.move) for ask in hostile] == [(ask.topic, ask.move) for ask in plain]


def _letter(letter: str) -> str:
    if "가" <= letter <= "힣":
        return "음"
    return "m" if letter.isalnum() else " "
