"""What LangGraph, LangChain and the check cost, compared with the bare engine on the same prompts and seeds.

All run in this process on the demo model and take turns; each prompt has been read before. CPU time is that of the
event loop's thread from the model's first text to the last, as the model computes in another thread. The check releases
whole words, so CPU time is counted by character and given for the mean number of characters in a token of that turn.
The time to the first text is by the clock.

Also measured are the two other ways in which the same words could leave the graph: a function that the node calls, and
LangGraph's custom stream (docs/decisions/009-the-graph.md). The delay is the time from a word's leaving the chat model
to its arrival at the reader; a word that arrives after the model's next one has left is late.
"""

import asyncio
import sys
import time
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from bench.harness.models.bench_models import DEMO
from bench.harness.models.demo_model import demo_model
from bench.harness.models.stamped_model import SlowModel, StampedModel
from bench.harness.progress import Say
from bench.harness.prompts.interview_cases import LANGUAGES, cases
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread, percentile
from bench.peers.graph_ways import by_callback, by_custom_stream
from interviews.interviewer.check import Flawed
from interviews.interviewer.events import Text, WordingStarted
from interviews.interviewer.frame import frame_of, framed
from interviews.interviewer.graph import ask_question
from interviews.interviewer.prompts import STOP, messages
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import ModelCall
from interviews.llm.backends import SWITCH_SECONDS
from interviews.llm.freedom import Freedom
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.decode_job import DecodeLimits, Finished
from interviews.llm.sampling import MAX_TOKENS, Sampling

BENCH = "graph_cost"
TURNS, QUICK_TURNS = 60, 3  # in each language
SECONDS = 300
SLOW_SECONDS = 0.02
TOKEN_MICROSECONDS, TURN_MILLISECONDS = Goal("<=", 60), Goal("<=", 20)

Way = Callable[[TurnContext, BaseChatModel, Sampling, Callable[[str], None]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Timed:
    """One question: the time to its first text, and the event loop's CPU time for each later character."""

    first_ms: float
    character_us: float


@dataclass(frozen=True, slots=True)
class Four:
    """Times of one turn, measured in each way. `characters` is the average length of a token of the bare engine."""

    characters: float
    bare: Timed
    ours: Timed
    callback: Timed
    custom: Timed

    def token_us(self, timed: Timed) -> float:
        return self.characters * timed.character_us


class Refused(Exception):
    """The demo model's question did not pass the check: the ways cannot be compared on it."""


def rows(quick: bool, say: Say) -> Iterator[Row]:
    if not DEMO.is_file():
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")
        return
    sys.setswitchinterval(SWITCH_SECONDS)
    turns = [turn for language in LANGUAGES for turn in cases(language, QUICK_TURNS if quick else TURNS)]
    say(f"{len(turns)} turns of the demo model")
    model = demo_model()
    four = asyncio.run(_measured(model, turns))
    yield _above("CPU for each token, graph", [(one.token_us(one.bare), one.token_us(one.ours)) for one in four], "µs")
    yield _above("a turn until its first text, graph", [(one.bare.first_ms, one.ours.first_ms) for one in four], "ms")
    for name, pairs in (
        ("by a callback", [(one.token_us(one.bare), one.token_us(one.callback)) for one in four]),
        ("by LangGraph's custom stream", [(one.token_us(one.bare), one.token_us(one.custom)) for one in four]),
    ):
        yield _above(f"CPU for each token, {name}", pairs, "µs", judge=False)
    extra = Spread.of(one.token_us(one.custom) - one.token_us(one.callback) for one in four)
    yield Row(BENCH, "CPU for each token, custom stream above a callback", extra.text("µs"))
    say("delays")
    slow = SlowModel(words=[f" {word}" for word in SAID.split()], seconds_between=SLOW_SECONDS)
    yield from _delays("demo model", model, turns)
    yield from _delays(f"a word every {1000 * SLOW_SECONDS:g} ms", slow, turns[-len(turns) // 2 :][:10])


SAID = "move the queue of the orders to another database in the middle of the season?"


def _above(name: str, pairs: list[tuple[float, float]], unit: str, judge: bool = True) -> Row:
    above = Spread.of(graph - bare for bare, graph in pairs)
    goal = TOKEN_MICROSECONDS if unit == "µs" else TURN_MILLISECONDS
    return Row(
        BENCH,
        f"{name} against bare engine: {above.median:.3g} {unit} above",
        Spread.of(graph for _, graph in pairs).text(unit),
        Spread.of(bare for bare, _ in pairs).text(unit),
        Spread.of(graph / bare for bare, graph in pairs).text(),
        **(judged(goal, above.median) if judge else {}),
    )


async def _measured(model: LlamaCppChatModel, turns: list[TurnContext]) -> list[Four]:
    """Each turn in each way, without those that were refused."""
    measured = []
    for turn in turns:
        await _bare(model, turn)  # reads the prompt
        try:
            ways = [await _timed(way, model, turn) for way in (_ours, by_callback, by_custom_stream)]
            characters, bare = await _bare(model, turn)
            measured.append(Four(characters, bare, *ways))
        except Refused:
            pass
        model.forget(turn.session)
    return measured


class Stopwatch:
    """Looks at the clock with each text. The stem, which code words, counts only for the time to the first text."""

    def __init__(self, stem: str = "") -> None:
        self._began, self._first_at, self._stem = time.perf_counter(), 0.0, len(stem)
        self._cpu: list[float] = []
        self._lengths: list[int] = []

    def say(self, text: str) -> None:
        self._first_at = self._first_at or time.perf_counter()
        self._stem -= len(text)
        if self._stem < 0:
            self._cpu.append(time.thread_time())
            self._lengths.append(len(text))

    @property
    def characters(self) -> float:
        """The mean of a text."""
        return sum(self._lengths) / max(1, len(self._lengths))

    def timed(self) -> Timed:
        cpu = self._cpu[-1] - self._cpu[0] if self._cpu else 0.0
        return Timed(1000 * (self._first_at - self._began), 1e6 * cpu / max(1, sum(self._lengths[1:])))


async def _bare(model: LlamaCppChatModel, turn: TurnContext) -> tuple[float, Timed]:
    """Return the mean of a token in characters, and the times."""
    watch = Stopwatch()
    frame = frame_of(turn.brief, turn.history, turn.ask, Freedom.STEM)
    chat = framed(messages(turn.brief, turn.history, turn.ask, Freedom.STEM), frame)
    limits = DecodeLimits(list(STOP), MAX_TOKENS, SECONDS)
    async for item in model.engine.generate(model.template.prompt(chat), _sampling(turn), limits, turn.session):
        if not isinstance(item, Finished):
            watch.say(item)
    return watch.characters, watch.timed()


async def _timed(way: Way, model: BaseChatModel, turn: TurnContext) -> Timed:
    watch = Stopwatch(frame_of(turn.brief, turn.history, turn.ask, Freedom.STEM).stem)
    await way(turn, model, _sampling(turn), watch.say)
    return watch.timed()


async def _ours(turn: TurnContext, model: BaseChatModel, sampling: Sampling, say: Callable[[str], None]) -> None:
    async def load() -> BaseChatModel:
        return model

    async for event in ask_question(turn, ModelCall(load, sampling, Freedom.STEM)):
        match event:
            case Text(text):
                say(text)
            case WordingStarted(refusal=refusal) if refusal:
                raise Refused


def _delays(name: str, inner: BaseChatModel, turns: list[TurnContext]) -> Iterator[Row]:
    ways: dict[str, Way] = {"the graph": _ours, "a callback": by_callback, "custom stream": by_custom_stream}
    for way_name, way in ways.items():
        delays, late = asyncio.run(_delayed(way, inner, turns))
        text = f"p50 {1e6 * percentile(delays, 50):.0f} µs, p99 {1e6 * percentile(delays, 99):.0f} µs"
        yield Row(BENCH, f"delivery delay, {name}, by {way_name}", f"{text}, {late} of {len(delays)} late")


async def _delayed(way: Way, inner: BaseChatModel, turns: list[TurnContext]) -> tuple[list[float], int]:
    """The seconds from each text's leaving the model to its arrival, and how many came after the model's next one."""
    delays: list[float] = []
    late = 0
    for turn in turns:
        model, arrived, chars = StampedModel(inner=inner), list[tuple[int, float]](), 0

        def say(text: str, model: StampedModel = model, arrived: list[tuple[int, float]] = arrived) -> None:
            arrived.append((len(text), time.perf_counter()))

        try:
            await way(turn, model, _sampling(turn), say)
        except (Refused, Flawed):
            continue
        if not model.left:  # closing words are code's own
            continue
        chars -= len(frame_of(turn.brief, turn.history, turn.ask, Freedom.STEM).stem)
        for length, at in arrived:
            chars += length
            if chars <= 0:  # the stem
                continue
            number = bisect_left(model.left, chars, key=lambda each: each[0])
            delays.append(at - model.left[number][1])
            late += number + 1 < len(model.left) and at > model.left[number + 1][1]
    return delays, late


def _sampling(turn: TurnContext) -> Sampling:
    return Sampling(seed=turn.session)
