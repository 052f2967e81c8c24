"""Holds a whole interview between the product's interviewer and a scripted candidate."""

from collections.abc import Callable
from dataclasses import dataclass

from evaluate.candidates.speaker import ScriptedCandidate
from interviews.interviewer.ask import Exchange, Move
from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import ModelCall

from .question import asked_question
from .record import HeldInterview, Turn

# Numbered questions for three competencies, as a recruiter would plan half an hour.
QUESTIONS, FOLLOW_UPS = 8, 2
# Clarifications are not numbered. More turns than this mean that the plan does not end.
MAX_TURNS = 40
# Between the seeds of two interviews and of two turns, so that no two tries draw with the same one.
SEEDS_AN_INTERVIEW = 1000
SEEDS_A_TURN = 10


class EndlessInterview(Exception):
    """Raised when an interview has not ended after MAX_TURNS turns."""


@dataclass(frozen=True, slots=True)
class Interviewing:
    """How interviews are held: `call` makes the model's call for a language and a seed, `forget` drops an interview's
    cache."""

    call: Callable[[str, int], ModelCall]
    forget: Callable[[int], None]


async def held(candidate: ScriptedCandidate, number: int, interviewing: Interviewing) -> HeldInterview:
    """Hold an interview and return it. Its `number` is its session, and decides its seeds."""
    plan = Plan(candidate.topics, QUESTIONS, FOLLOW_UPS)
    interview = HeldInterview(
        name=candidate.name,
        number=number,
        language=candidate.occupation.language,
        manner=str(candidate.appearance.manner),
        title=candidate.occupation.title,
        topics=plan.topics,
        questions=plan.questions,
    )
    try:
        await _go_through(candidate, plan, interview, interviewing)
    finally:
        interviewing.forget(number)
    return interview


async def _go_through(
    candidate: ScriptedCandidate, plan: Plan, interview: HeldInterview, interviewing: Interviewing
) -> None:
    history: list[Exchange] = []
    for turn in range(MAX_TURNS):
        ask = next_ask(plan, history)
        context = TurnContext(candidate.brief, plan, history, ask, refusals=0, session=interview.number)
        seed = interview.number * SEEDS_AN_INTERVIEW + turn * SEEDS_A_TURN
        asked = await asked_question(context, interviewing.call(interview.language, seed))
        interview.turns.append(Turn(asked))
        if ask.move is Move.CLOSE:
            return
        said = interview.turns[-1].said = candidate.says(ask)
        history.append(Exchange(ask, asked.text, said.text, said.button))
    raise EndlessInterview(f"{interview.name}: no end after {MAX_TURNS} turns.")
