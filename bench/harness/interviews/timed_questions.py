"""Asks whole questions as a candidate, one after another, and times each from its request."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interviews.llm.message import Message

from .candidate import Candidate
from .position import DemoPosition

ANSWER = "I built a payment service with Django and Redis that takes ten thousand requests a second."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its prompt, and times at the candidate's socket in ms after the request.

    `sounds` is the number of sound parts that came before its end, or 1 if the first came later.
    """

    prompt: list[Message]
    first_ms: float
    last_ms: float
    tokens: int
    sentences: int
    sounds: int
    timings: dict[str, Any]

    @property
    def tokens_per_second(self) -> float:
        """The rate from the first token to the last."""
        return 1000 * (self.tokens - 1) / (self.last_ms - self.first_ms)


def questions_after_answers(url: str, position: DemoPosition, count: int, *, spoken: bool = False) -> Iterator[Asked]:
    """Yield `count` questions that follow an answer, from as many interviews as needed.

    The first question of an interview follows no answer and is left out. If they are `spoken`, each waits for a sound.
    """
    while count > 0:
        with Candidate(url, position.invitations.pop()) as candidate:
            _follow(candidate, 1, candidate.start(), spoken)
            for number in range(2, 6):  # the demo's four questions, then the closing words
                asked = _follow(candidate, number, candidate.answer(number - 1, ANSWER), spoken)
                yield Asked(position.prompt(candidate.interview()["turns"], number), *asked)
                count -= 1
                if count == 0:
                    return


def _follow(
    candidate: Candidate, turn: int, sent_at: float, spoken: bool
) -> tuple[float, float, int, int, int, dict[str, Any]]:
    arrived: list[float] = []
    sounds = 0
    while True:
        arrival = candidate.viewer.until("token", "audio", "question.done", "question.failed", turn=turn)
        event = arrival.event
        if event["type"] == "token":
            arrived.append(1000 * (arrival.at - sent_at))
        elif event["type"] == "audio":
            sounds += 1
        elif event["type"] == "question.failed":
            raise RuntimeError(f"a question failed: {event['code']}")
        else:
            break
    if spoken and not sounds:
        candidate.viewer.until("audio", turn=turn)
        sounds = 1
    return arrived[0], arrived[-1], len(arrived), event["sentences"], sounds, event["timings"]
