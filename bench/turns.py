"""Whole questions as a candidate lives through them, one after another, each timed from its request on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.candidate import Candidate
from bench.position import DemoPosition
from interviews.interviewer.prompts import Message

ANSWER = "I built a payment service with Django and Redis that takes ten thousand requests a second."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the prompt that it came from, and times at the candidate's socket in ms after the request."""

    prompt: list[Message]
    first_ms: float
    last_ms: float
    tokens: int
    timings: dict[str, Any]

    @property
    def tokens_per_second(self) -> float:
        """From the first token to the last."""
        return 1000 * (self.tokens - 1) / (self.last_ms - self.first_ms)


def questions_after_answers(url: str, position: DemoPosition, count: int) -> Iterator[Asked]:
    """`count` questions that follow an answer, over as many interviews as that takes. The first of an interview,
    which follows no answer, is asked and left out."""
    while count > 0:
        with Candidate(url, position.invitations.pop()) as candidate:
            _follow(candidate, 1, candidate.start())
            for number in range(2, 6):  # the demo's four questions, then the closing words
                asked = _follow(candidate, number, candidate.answer(number - 1, ANSWER))
                yield Asked(position.prompt(candidate.interview()["turns"], number), *asked)
                count -= 1
                if count == 0:
                    return


def _follow(candidate: Candidate, turn: int, sent_at: float) -> tuple[float, float, int, dict[str, Any]]:
    arrived: list[float] = []
    while True:
        arrival = candidate.viewer.until("token", "question.done", "question.failed", turn=turn)
        kind = arrival.event["type"]
        if kind == "token":
            arrived.append(1000 * (arrival.at - sent_at))
        elif kind == "question.failed":
            raise RuntimeError(f"a question failed: {arrival.event['code']}")
        else:
            return arrived[0], arrived[-1], len(arrived), arrival.event["timings"]
