"""Cases for the interviewer's graph, from held-out interviews that the demo model was not trained on."""

from collections.abc import Iterator
from itertools import islice

from demo_model.recipe.checks.evaluation import HELD_OUT_SEED
from demo_model.recipe.data.interviews import Turn, turns
from interviews.interviewer.turn_context import TurnContext

LANGUAGES = ("ko", "en")
LONGEST_CHARS = 1_000  # of all answers, which always fit into the demo model's context


def cases(language: str, count: int) -> Iterator[TurnContext]:
    """Yield `count` turns, each of another interview, whose questions the model words."""
    short = (turn for turn in turns(HELD_OUT_SEED, language, held_out=True) if _chars(turn) <= LONGEST_CHARS)
    for number, turn in enumerate(islice(short, count), start=1):
        yield TurnContext(turn.brief, turn.plan, turn.history, turn.ask, refusals=0, session=number)


def _chars(turn: Turn) -> int:
    return sum(len(exchange.answer) for exchange in turn.history)
