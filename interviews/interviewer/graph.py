"""Asks the question of one turn: a LangGraph graph decides whose words it is in, and whether they may stand.

    choose ──┬──▶ write ──▶ ask ──▶ check ──┬──▶ the question is accepted
             │      ▲                       │
             │      ├──── asked again once ─┤
             │                              │
             └──▶ bank ◀────────────────────┘

The nodes `ask` and `bank` do not speak themselves. Each returns a `Wording`, a stream that has not begun, as its update
of the state. `ask_question` reads it to its end before it lets the graph take its next step. So words reach the reader
without a queue or a task between, and nothing runs ahead of the reader (docs/decisions/009-the-graph.md).
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Literal, TypedDict

from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command

from interviews.llm.errors import ModelUnavailable, PromptTooLong, StemRefused
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

from .ask import Move
from .events import QuestionEvent, Refusal, WordingStarted
from .frame import QuestionFrame, asks_model, frame_of, framed
from .plan import Style, word_for_word
from .prompts import messages
from .stock import farewell, in_place_of
from .turn_context import TurnContext
from .wording import BankWording, ModelCall, ModelWording, Wording

# After this many refused wordings of the model's, the bank takes over.
MAX_REFUSALS = 2
# Another try would end in the same way: the prompt stays too long, and the local model broken.
HOPELESS = {PromptTooLong.code, ModelUnavailable.code}


class State(TypedDict, total=False):
    """What the nodes pass on.

    `tries` is the number of wordings in this run, `chat` and `frame` are of the next one, and `refusal` is what became
    of the last one.
    """

    turn: TurnContext
    chat: list[Message]
    frame: QuestionFrame
    tries: int
    wording: Wording
    refusal: Refusal | None


async def ask_question(turn: TurnContext, call: ModelCall) -> AsyncGenerator[QuestionEvent, None]:
    """Ask the turn's question, and stream it.

    Yields events in the order that `events.py` describes. The next event is made when it is asked for: in particular,
    the model is not called before the reader has dealt with `WordingStarted`. Closing the generator, or cancelling its
    reader, stops the model within a step.

    Raises ModelError if the model cannot answer. If wordings are checked, the bank takes over instead if the prompt has
    become too long, or a local model is unavailable.
    """
    run = _graph.astream({"turn": turn}, context=call, stream_mode="updates")
    async with aclosing(run) as steps:
        async for step in steps:
            for update in step.values():
                if update and "wording" in update:
                    async with aclosing(update["wording"].events()) as events:
                        async for event in events:
                            yield event


def choose(state: State, runtime: Runtime[ModelCall]) -> Command[Literal["write", "bank"]]:
    """Decide whose words the question is in: a model's in part, or none of it."""
    turn = state["turn"]
    by_bank = turn.plan.style is Style.VERBATIM or bool(word_for_word(turn.plan, turn.history, turn.ask))
    without = by_bank or turn.refusals >= MAX_REFUSALS
    asks = not without and asks_model(turn.brief, turn.history, turn.ask, runtime.context.freedom)
    return Command(goto="write" if asks else "bank", update={"tries": 0})


def write(state: State, runtime: Runtime[ModelCall]) -> State:
    """Write the prompt, and the beginning of the question if code writes that."""
    turn, refusal = state["turn"], state.get("refusal")
    without_stem = refusal is not None and refusal.flaw == StemRefused.code
    freedom = Freedom.FREE if without_stem else runtime.context.freedom
    frame = frame_of(turn.brief, turn.history, turn.ask, freedom, turn.refusals + state["tries"])
    return {"chat": framed(messages(turn.brief, turn.history, turn.ask, freedom), frame), "frame": frame}


async def ask(state: State, runtime: Runtime[ModelCall]) -> State:
    """Prepare the model's wording. Another try draws with another seed."""
    call = runtime.context
    sampling = replace(call.sampling, seed=call.sampling.seed + state["tries"])
    started = WordingStarted(state["chat"], sampling, state.get("refusal"), state["frame"])
    return {"wording": ModelWording(state["turn"], call, started)}


async def check(state: State) -> Command[Literal["write", "bank", "__end__"]]:
    """Decide what follows the wording that was read: nothing if it stands, else the model's next try or the bank."""
    refusal = state["wording"].refusal
    if refusal is None:
        return Command(goto="__end__")
    tries = state["tries"] + 1
    # Without the bank, the interview could not go on.
    spent = refusal.flaw in HOPELESS or state["turn"].refusals + tries >= MAX_REFUSALS
    return Command(goto="bank" if spent else "write", update={"tries": tries, "refusal": refusal})


async def bank(state: State) -> State:
    """Take a question that needs no model."""
    turn = state["turn"]
    if turn.ask.move is Move.CLOSE:
        text = farewell(turn.brief.language, turn.candidate)
    else:
        banked = word_for_word(turn.plan, turn.history, turn.ask)
        text = banked or in_place_of(turn.brief, turn.plan, turn.history, turn.ask)
    return {"wording": BankWording(text, state.get("refusal"))}


def _compiled() -> Any:
    graph = StateGraph(State, context_schema=ModelCall)
    for node in (choose, write, ask, check, bank):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "choose")
    graph.add_edge("write", "ask")
    graph.add_edge("ask", "check")
    return graph.compile()


_graph = _compiled()
