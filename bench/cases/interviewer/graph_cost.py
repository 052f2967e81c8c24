"""What LangGraph, LangChain and the check of questions cost, above the bare engine on the same prompts and seeds.

All run in this process on the demo model, in turns, each prompt read before. CPU is that of the event loop's thread
alone, from the first text to the last: the model computes in a thread of its own. What comes before the first text is
told by the clock, and holds the few tokens that the check holds back. For comparison the way that is not taken: the
same words through LangGraph's own stream (docs/decisions/009-the-graph.md).
"""

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime

from bench.harness.models.demo_model import demo_model
from bench.harness.models.models import DEMO
from bench.harness.progress import Say
from bench.harness.prompts.interview_cases import LANGUAGES, cases
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from interviews.interviewer import graph
from interviews.interviewer.audience import Begins
from interviews.interviewer.case import Case
from interviews.interviewer.check import StreamCheck
from interviews.interviewer.prompts import STOP, messages
from interviews.llm.backends import SWITCH_SECONDS
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.decode_job import DecodeLimits, Finished
from interviews.llm.sampling import Sampling

BENCH = "graph_cost"
TURNS, QUICK_TURNS = 60, 3  # in each language
SECONDS = 300
TOKEN_MICROSECONDS, TURN_MILLISECONDS = Goal("<=", 60), Goal("<=", 20)


@dataclass(frozen=True, slots=True)
class Timed:
    """One question: the clock until its first text, and the loop's CPU for each token behind it."""

    first_ms: float
    token_us: float


def rows(quick: bool, say: Say) -> Iterator[Row]:
    if not DEMO.is_file():
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")
        return
    sys.setswitchinterval(SWITCH_SECONDS)
    turns = [case for language in LANGUAGES for case in cases(language, QUICK_TURNS if quick else TURNS)]
    say(f"{len(turns)} turns of the demo model")
    pairs = asyncio.run(_measured(turns))
    yield _row("CPU for each token", [(b.token_us, g.token_us) for b, g, _ in pairs], "µs", TOKEN_MICROSECONDS)
    yield _row("a turn until its first text", [(b.first_ms, g.first_ms) for b, g, _ in pairs], "ms", TURN_MILLISECONDS)
    yield _row("CPU for each token through LangGraph's stream", [(b.token_us, s.token_us) for b, _, s in pairs], "µs")


def _row(name: str, pairs: list[tuple[float, float]], unit: str, goal: Goal | None = None) -> Row:
    above = Spread.of(graph - bare for bare, graph in pairs)
    return Row(
        BENCH,
        f"{name}, graph against bare engine: {above.median:.3g} {unit} above",
        Spread.of(graph for _, graph in pairs).text(unit),
        Spread.of(bare for bare, _ in pairs).text(unit),
        Spread.of(graph / bare for bare, graph in pairs).text(),
        **(judged(goal, above.median) if goal else {}),
    )


async def _measured(turns: list[Case]) -> list[tuple[Timed, Timed, Timed]]:
    """Each turn by the bare engine, the graph, and LangGraph's stream. Those that were refused are left out."""
    model, measured = demo_model(), []
    for case in turns:
        await _bare(model, case)  # reads the prompt
        bare, ours = await _bare(model, case), await _graph(model, case)
        if ours:
            measured.append((bare, ours, await _streamed(model, case)))
        model.forget(case.session)
    return measured


class Stopwatch:
    """An audience that only looks at the clock."""

    def __init__(self) -> None:
        self._began, self._first_at = time.perf_counter(), 0.0
        self._cpu: list[float] = []  # at each text
        self.refused = False

    async def begin(self, begins: Begins) -> None:
        self.refused = self.refused or begins.instead_of is not None

    def say(self, text: str) -> None:
        self._first_at = self._first_at or time.perf_counter()
        self._cpu.append(time.thread_time())

    def timed(self) -> Timed:
        cpu, texts = self._cpu[-1] - self._cpu[0], len(self._cpu)
        return Timed(1000 * (self._first_at - self._began), 1e6 * cpu / max(1, texts - 1))


async def _bare(model: LlamaCppChatModel, case: Case) -> Timed:
    watch = Stopwatch()
    chat = messages(case.brief, case.history, case.ask)
    limits = DecodeLimits(list(STOP), graph.MAX_TOKENS, SECONDS)
    async for item in model.engine.generate(model.template.prompt(chat), _sampling(case), limits, case.session):
        if not isinstance(item, Finished):
            watch.say(item)
    return watch.timed()


async def _graph(model: LlamaCppChatModel, case: Case) -> Timed | None:
    async def load() -> LlamaCppChatModel:
        return model

    watch = Stopwatch()
    await graph.run(case, graph.Stage(watch, load, _sampling(case)))
    return None if watch.refused else watch.timed()


async def _streamed(model: LlamaCppChatModel, case: Case) -> Timed:
    watch = Stopwatch()
    async for text in _streaming.astream({"case": case, "model": model}, stream_mode="custom"):
        watch.say(str(text))
    return watch.timed()


class Streaming(TypedDict):
    case: Case
    model: LlamaCppChatModel


async def say(state: Streaming, runtime: Runtime) -> None:
    case = state["case"]
    chat = messages(case.brief, case.history, case.ask)
    check = StreamCheck(case.brief.language, case.ask, case.brief.title)
    async for chunk in graph.chunks(state["model"], chat, _sampling(case), case.session):
        if text := check.feed(str(chunk.content)):
            runtime.stream_writer(text)


_streaming = StateGraph(Streaming).add_node("say", say).add_edge(START, "say").compile()


def _sampling(case: Case) -> Sampling:
    return Sampling(seed=case.session)
