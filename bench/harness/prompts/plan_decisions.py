"""Which questions the plan chooses for given answers, independent of any model."""

from itertools import groupby

from interviews.interviewer.ask import Ask, Exchange, Move
from interviews.interviewer.plan import MAX_CLARIFICATIONS, Plan, next_ask

QUESTION = {"en": "Could you tell me more about it?", "ko": "조금 더 말씀해 주시겠어요?"}
PLANS = {
    "en": Plan(("a project", "databases", "incidents"), questions=5, follow_ups=1),
    "ko": Plan(("프로젝트", "데이터베이스", "장애 대응"), questions=5, follow_ups=1),
}
MAX_QUESTIONS = 20  # an interview that is still going on then never ends


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


def keeps_the_plan(plan: Plan, asks: list[Ask]) -> bool:
    """Return whether an interview opens every topic once and in order, asks for nothing twice, and closes in time."""
    opened = tuple(ask.topic for ask in asks if ask.move is Move.OPEN)
    numbered = [(ask.topic, ask.probe) for ask in asks if ask.is_numbered]
    again = [len(list(run)) for clarifies, run in groupby(asks, lambda ask: ask.move is Move.CLARIFY) if clarifies]
    in_time = asks[-1].move is Move.CLOSE and len(numbered) <= plan.questions
    return (
        opened == plan.topics
        and len({*numbered}) == len(numbered)
        and in_time
        and max(again, default=0) <= MAX_CLARIFICATIONS
    )


def _letter(letter: str) -> str:
    if "가" <= letter <= "힣":
        return "음"
    return "m" if letter.isalnum() else " "
