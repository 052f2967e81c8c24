"""Questions that need no model: from the position's bank, or plain words for every move."""

from collections.abc import Sequence

from .plan import Plan, unasked
from .prompts import Ask, Exchange, Move

_PLAIN = {
    "en": {
        Move.OPEN: "What have you done so far that has to do with {topic}?",
        Move.FOLLOW_UP: "Could you tell me more about how that went?",
        Move.CLARIFY: "Could you explain that in a little more detail?",
        Move.CLOSE: "Thank you for taking the time to talk with me today. Goodbye.",
    },
    "ko": {
        Move.OPEN: "지금까지 {topic}에 대해 어떤 경험을 해 보셨나요?",
        Move.FOLLOW_UP: "그때 어떻게 진행하셨는지 조금 더 말씀해 주시겠어요?",
        Move.CLARIFY: "방금 하신 말씀을 조금 더 자세히 설명해 주시겠어요?",
        Move.CLOSE: "오늘 시간을 내어 이야기해 주셔서 감사합니다. 안녕히 가세요.",
    },
}


def in_place_of(ask: Ask, plan: Plan, history: Sequence[Exchange], language: str) -> str:
    """Return a question to ask instead of the model's: one of the bank on the same topic if any is left, else plain
    words for the move, in `language` ("ko" or "en")."""
    if ask.move is not Move.CLOSE:
        for banked in unasked(plan, history):
            if banked.topic == ask.topic:
                return banked.text
    return _PLAIN[language][ask.move].format(topic=ask.topic)
