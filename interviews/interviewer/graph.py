"""One turn of an interview, as a LangGraph graph: what to ask, in which words, and whether it may be asked.

    choose ──┬──▶ write ──▶ ask ──▶ check ──┬──▶ the question stands
             │      ▲                       │
             │      ├──── asked again once ─┤
             │                              │
             └──▶ bank ◀────────────────────┘

A run begins with a `Case`, which is what the database knows, and tells its `Audience` each word at once. Not through
LangGraph's stream: a token's way through that takes several turns of the event loop (docs/decisions/009-the-graph.md).
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessageChunk
from langchain_core.messages.utils import convert_to_messages
from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command

from interviews.llm.errors import PromptTooLong
from interviews.llm.message import Message
from interviews.llm.sampling import Sampling

from .audience import Audience, Begins, Refused
from .case import Case
from .check import Flawed, StreamCheck
from .plan import Style, word_for_word
from .prompts import STOP, messages
from .stock import in_place_of
from .unchecked import Unchecked

MAX_TOKENS = 256
# So often may the model try before the bank serves.
MAX_REFUSALS = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """The chat model, slow to load the first time; how it is to draw (the first try; later ones by other seeds);
    whether what it writes is checked."""

    audience: Audience
    load: Callable[[], Awaitable[BaseChatModel]]
    sampling: Sampling
    checked: bool = True


class State(TypedDict, total=False):
    """Between the nodes. `refused` is what came of the last try, None where it stands; `last` the model's last chunk
    then, with its usage."""

    case: Case
    words: str
    chat: list[Message]
    tries: int
    refused: Refused | None
    last: BaseMessageChunk | None


def choose(state: State) -> Command[Literal["write", "bank"]]:
    """Whose words the question is in: the bank's or the model's."""
    case = state["case"]
    words = word_for_word(case.plan, case.history, case.ask)
    by_bank = case.plan.style is Style.VERBATIM or bool(words) or case.refusals >= MAX_REFUSALS
    return Command(goto="bank" if by_bank else "write", update={"words": words, "tries": 0})


def write(state: State) -> State:
    """The prompt."""
    case = state["case"]
    return {"chat": messages(case.brief, case.history, case.ask)}


async def ask(state: State, runtime: Runtime[Stage]) -> State:
    """The model's question, passed on as it is written as long as nothing speaks against it."""
    case, stage = state["case"], runtime.context
    sampling = replace(stage.sampling, seed=stage.sampling.seed + state["tries"])
    await stage.audience.begin(Begins(state["chat"], sampling, state.get("refused")))
    stream = StreamCheck(case.brief.language, case.ask, case.brief.title) if stage.checked else Unchecked()
    written: list[str] = []
    last: BaseMessageChunk | None = None
    try:
        writing = chunks(await stage.load(), state["chat"], sampling, case.session)
        async with aclosing(writing):
            async for last in writing:
                written.append(str(last.content))
                if text := stream.feed(written[-1]):
                    stage.audience.say(text)
        if text := stream.end(last.response_metadata.get("finish_reason", "") if last else ""):
            stage.audience.say(text)
    except Flawed as flawed:
        return {"refused": Refused(flawed.flaw, flawed.detail, "".join(written))}
    except PromptTooLong as error:
        if not stage.checked:
            raise
        return {"refused": Refused(error.code, str(error), "")}
    return {"refused": None, "last": last}


def chunks(
    model: BaseChatModel, chat: list[Message], sampling: Sampling, session: int | None = None
) -> AsyncGenerator[BaseMessageChunk, None]:
    """What the model writes on a prompt, unchecked."""
    prompt = convert_to_messages([dict(message) for message in chat])
    options: dict[str, Any] = {"sampling": sampling, "max_tokens": MAX_TOKENS, "session": session}
    return model.astream(prompt, stop=list(STOP), **options)  # type: ignore[return-value]  # it is a generator


def check(state: State) -> Command[Literal["write", "bank", "__end__"]]:
    """Whether the question stands; else who tries next."""
    if state["refused"] is None:
        return Command(goto="__end__")
    tries = state["tries"] + 1
    # A prompt that is too long stays so: without the bank the interview could not go on.
    hopeless = state["refused"].flaw == PromptTooLong.code
    spent = hopeless or state["case"].refusals + tries >= MAX_REFUSALS
    return Command(goto="bank" if spent else "write", update={"tries": tries})


async def bank(state: State, runtime: Runtime[Stage]) -> None:
    """A question that needs no model."""
    case, audience = state["case"], runtime.context.audience
    await audience.begin(Begins([], None, state.get("refused")))
    audience.say(state["words"] or in_place_of(case.ask, case.plan, case.history, case.brief.language))


def _compiled() -> Any:
    graph = StateGraph(State, context_schema=Stage)
    for node in (choose, write, ask, check, bank):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "choose")
    graph.add_edge("write", "ask")
    graph.add_edge("ask", "check")
    return graph.compile()


_graph = _compiled()


async def run(case: Case, stage: Stage) -> BaseMessageChunk | None:
    """Ask one question. The model's last chunk, with its usage; None from the bank. ModelError where it cannot."""
    last = None
    async for update in _graph.astream({"case": case}, context=stage, stream_mode="updates"):
        for change in update.values():
            last = (change or {}).get("last", last)
    return last
