"""Whole questions as a candidate lives through them, one after another, each timed from its request on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interviews.llm.message import Message

from .candidate import Candidate
from .position import DemoPosition

ANSWER = "I built a payment service with Django and Redis that takes ten thousand requests a second."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the prompt that it came from, and times at the candidate's socket in ms after the request.

    `sounds` counts the parts of sound that came before its end, or the first one behind it.
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
        """From the first token to the last."""
        return 1000 * (self.tokens - 1) / (self.last_ms - self.first_ms)


def questions_after_answers(url: str, position: DemoPosition, count: int, *, spoken: bool = False) -> Iterator[Asked]:
    """`count` questions that follow an answer, over as many interviews as that takes. The first of an interview,
    which follows no answer, is asked and left out. Where they are `spoken`, a sound of each is waited for."""
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
