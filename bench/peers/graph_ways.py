"""Two other ways for words to leave a LangGraph run: a function that the node calls, and LangGraph's custom stream."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from langchain_core.language_models import BaseChatModel
from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime

from interviews.interviewer.frame import frame_of, framed
from interviews.interviewer.prompts import messages
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import check_of, chunks
from interviews.llm.freedom import Freedom
from interviews.llm.sampling import Sampling


@dataclass(frozen=True, slots=True)
class Call:
    """What the node works with; only the callback uses `say`."""

    model: BaseChatModel
    sampling: Sampling
    say: Callable[[str], None]


class State(TypedDict):
    turn: TurnContext


async def by_callback(turn: TurnContext, model: BaseChatModel, sampling: Sampling, say: Callable[[str], None]) -> None:
    """Call `say` with each text, from within the node."""
    async for _ in _calling.astream({"turn": turn}, context=Call(model, sampling, say), stream_mode="updates"):
        pass


async def by_custom_stream(
    turn: TurnContext, model: BaseChatModel, sampling: Sampling, say: Callable[[str], None]
) -> None:
    """Call `say` with each text that comes out of `astream(stream_mode="custom")`."""
    async for text in _streaming.astream({"turn": turn}, context=Call(model, sampling, say), stream_mode="custom"):
        say(text)


async def _call(state: State, runtime: Runtime[Call]) -> None:
    async for text in _texts(state["turn"], runtime.context):
        runtime.context.say(text)


async def _stream(state: State, runtime: Runtime[Call]) -> None:
    async for text in _texts(state["turn"], runtime.context):
        runtime.stream_writer(text)


async def _texts(turn: TurnContext, call: Call) -> AsyncIterator[str]:
    frame = frame_of(turn.brief, turn.history, turn.ask, Freedom.STEM)
    chat = framed(messages(turn.brief, turn.history, turn.ask, Freedom.STEM), frame)
    check = check_of(turn, frame)
    yield frame.stem
    async for chunk in chunks(call.model, chat, call.sampling, session=turn.session):
        if text := check.feed(str(chunk.content)):
            yield text
        if check.complete:
            break


def _compiled(node: Any) -> Any:
    graph = StateGraph(State, context_schema=Call)
    return graph.add_node("speak", node).add_edge(START, "speak").compile()


_calling, _streaming = _compiled(_call), _compiled(_stream)
