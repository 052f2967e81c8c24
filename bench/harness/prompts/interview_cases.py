"""Cases for the interviewer's graph, from held-out dialogues that the demo model was not trained on."""

from collections.abc import Iterator
from itertools import islice

from demo_model.recipe.checks.evaluation import HELD_OUT_SEED
from demo_model.recipe.data.corpus import Dialogue, dialogues
from demo_model.recipe.data.grammar import text
from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import Exchange
from interviews.interviewer.turn_context import TurnContext

LANGUAGES = ("ko", "en")
LONGEST = 5  # questions, which always fit into the demo model's context
CLOSE_EVERY = 5


def cases(language: str, count: int) -> Iterator[TurnContext]:
    """Yield `count` turns of every kind; every fifth is a closing."""
    drawn = (one for one in dialogues(HELD_OUT_SEED, held_out=True) if one.brief.language == language)
    short = (one for one in drawn if len(one.turns) <= LONGEST)
    for number, dialogue in enumerate(islice(short, count), start=1):
        yield _case(dialogue, number)


def _case(dialogue: Dialogue, number: int) -> TurnContext:
    history = [Exchange(turn.ask, text(turn.question), text(turn.answer)) for turn in dialogue.turns[:-1]]
    topics = tuple(dict.fromkeys(turn.ask.topic for turn in dialogue.turns))
    closes = bool(history) and number % CLOSE_EVERY == 0
    plan = Plan(topics, LONGEST + 1, 1)
    return TurnContext(dialogue.brief, plan, history, next_ask(plan, history, closes), refusals=0, session=number)
