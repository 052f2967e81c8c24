"""Prompts of candidates for one position, in words that a trained model knows."""

import itertools

from interviews.interviewer.ask import Ask, Brief, Exchange, Move, Probe
from interviews.interviewer.frame import frame_of, framed
from interviews.interviewer.prompts import messages
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

BRIEF = Brief("en", "Backend engineer", "Python and PostgreSQL, in a team of six.")
OPENED = Ask("a project", Move.OPEN)
QUESTION = "Which project are you most proud of?"
BUILT = ("a payment service", "a search engine", "a chat server", "a job queue", "a booking site", "an image store")
WITH = ("Django", "Redis", "Kafka", "PostgreSQL", "FastAPI")
_ANSWERS = [f"I built {what} with {how}, and ran it for two years." for what, how in itertools.product(BUILT, WITH)]


def follow_up(number: int) -> list[Message]:
    """Return the prompt for a follow-up to candidate `number`. There are 30 different ones."""
    answer = _ANSWERS[number % len(_ANSWERS)]
    history, ask = [Exchange(OPENED, QUESTION, answer)], Ask(OPENED.topic, Move.FOLLOW_UP, Probe.OWN)
    return framed(messages(BRIEF, history, ask, Freedom.STEM), frame_of(BRIEF, history, ask, Freedom.STEM))


def told_at_length(number: int) -> list[Message]:
    """Return a chat that a trained model answers with more than a hundred words, after the same interview."""
    ask = Ask(OPENED.topic, Move.FOLLOW_UP, Probe.OWN)
    history = [Exchange(OPENED, QUESTION, _ANSWERS[number % len(_ANSWERS)])]
    report = (
        "Write a detailed report of at least three hundred words on what the candidate built, and on what to ask next."
    )
    return [*messages(BRIEF, history, ask, Freedom.STEM), {"role": "user", "content": report}]
