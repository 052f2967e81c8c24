"""Questions that need no model: from the position's bank, or code's own words."""

from collections.abc import Sequence

from .ask import Ask, Brief, Exchange, Move, Probe
from .phrases import PHRASES
from .plan import Plan, Style, unasked


def in_place_of(brief: Brief, plan: Plan, history: Sequence[Exchange], ask: Ask) -> str:
    """Return a question to ask instead of the model's.

    It is in code's words, or the bank's if an opening question on the topic is left there. A question that is put in
    other words has a lead; one of a verbatim interview is repeated as it was.
    """
    if ask.cue:
        leads = PHRASES[brief.language].leads[ask.cue]
        lead = leads[sum(exchange.ask.cue is ask.cue for exchange in history) % len(leads)]
        return f"{lead} {_repeated(brief, plan, history, ask)}"
    if ask.move is Move.OPEN:
        for banked in unasked(plan, history):
            if banked.topic == ask.topic:
                return banked.text
    return worded(brief.language, history, ask)


def farewell(language: str, name: str) -> str:
    """Return the closing words. `name` is the candidate's, or "" if it is not known."""
    book = PHRASES[language]
    return book.farewell_by_name.format(name=name) if name else book.farewell


# Both ask for a case, so that one can take over when the other's wordings are used up.
_ALIKE = {Probe.CASE: Probe.EXAMPLE, Probe.EXAMPLE: Probe.CASE}


def worded(language: str, history: Sequence[Exchange], ask: Ask) -> str:
    """Return code's own wording of what `ask` asks for: the next in turn that was not used yet."""
    stock = PHRASES[language].stock
    options = [option.format(topic=ask.topic) for option in stock[ask.probe]]
    others = [option.format(topic=ask.topic) for option in stock[_ALIKE[ask.probe]]] if ask.probe in _ALIKE else []
    said = "\n".join(exchange.question for exchange in history)
    turn = sum(exchange.ask.probe is ask.probe for exchange in history) % len(options)
    in_turn = [*options[turn:], *options[:turn], *others]
    return next((option for option in in_turn if option not in said), in_turn[0])


def _repeated(brief: Brief, plan: Plan, history: Sequence[Exchange], ask: Ask) -> str:
    if plan.style is Style.VERBATIM and history:
        numbered = [exchange.question for exchange in history if exchange.ask.is_numbered]
        return numbered[-1]
    return worded(brief.language, history, ask)
