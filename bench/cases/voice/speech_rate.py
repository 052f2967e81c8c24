"""The model's tokens per second as a viewer receives them, with a voice speaking against without one.

Every twelfth word of the random model ends a sentence, which is a usual length, and no sentence occurs twice. The model
writes much faster than anybody speaks, so the voice is busy all the time. Two stacks on the same model that differ only
in TTS_BACKEND take turns, alternating which goes first; each pair gives one ratio. The bench waits until the rest of a
question has been synthesized, so that it does not slow down the other stack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.harness.interviews.position import DemoPosition
from bench.harness.interviews.timed_questions import Asked, questions_after_answers
from bench.harness.models.bench_models import random_model
from bench.harness.process_usage import memory_kb, wait_until_idle
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stacks import stack_on
from ops.stack import Stack

BENCH = "speech_rate"
QUICK_PAIRS = 2
WORDS = 12  # in a sentence
LEAST_SENTENCES = 5  # in a question; there are some 20


@dataclass(frozen=True, slots=True)
class Voice:
    """A backend, how many pairs of questions it gets, and the goal of the rate with it over that without."""

    name: str
    backend: str
    pairs: int
    goal: Goal


# Kokoro goes on speaking for most of a minute after a question.
VOICES = (Voice("espeak-ng", "espeak", 10, Goal(">=", 0.98)), Voice("Kokoro", "kokoro", 4, Goal(">=", 0.9)))


def rows(quick: bool, say: Say) -> Iterator[Row]:
    with random_model(quick, ends_every=WORDS) as (name, model):
        for voice in VOICES:
            count = QUICK_PAIRS if quick else voice.pairs
            with stack_on(model, TTS_BACKEND=voice.backend) as speaking, stack_on(model, TTS_BACKEND="off") as silent:
                sides = [_Side(speaking, count, spoken=True), _Side(silent, count, spoken=False)]
                for number in range(count):
                    say(f"{name}, {voice.name}: pair {number + 1} of {count}")
                    for side in sides if number % 2 else reversed(sides):
                        side.ask()
                memory = [side.memory_mb for side in sides]
            yield from _table(f"{name}: with {voice.name} speaking against without", voice.goal, sides)
            yield Row(BENCH, "  memory of the worker afterwards", *(f"{mb:,.0f} MB" for mb in memory))


class _Side:
    """The product with or without its voice, and what it asked."""

    def __init__(self, stack: Stack, count: int, *, spoken: bool) -> None:
        self.asked: list[Asked] = []
        self._worker = stack.worker.pid
        position = DemoPosition(stack, interviews=count + 1)
        self._questions = questions_after_answers(stack.url, position, 4 * count, spoken=spoken)

    @property
    def memory_mb(self) -> float:
        return memory_kb(self._worker) / 1000

    def ask(self) -> None:
        """Ask a question, and wait until the worker is idle. It may still send sounds, which costs almost nothing.

        A random model ends some questions early. They are too short to measure the voice, and left out.
        """
        question = next(question for question in self._questions if question.sentences >= LEAST_SENTENCES)
        self.asked.append(question)
        wait_until_idle(self._worker)


def _table(name: str, goal: Goal, sides: Sequence[_Side]) -> Iterator[Row]:
    spoken, silent = (side.asked for side in sides)
    rates, others = [[one.tokens_per_second for one in side] for side in (spoken, silent)]
    ratio = Spread.of(a / b for a, b in zip(rates, others, strict=True))
    figures = Spread.of(rates).text("tokens/s"), Spread.of(others).text("tokens/s"), ratio.text()
    yield Row(BENCH, name, *figures, **judged(goal, ratio.median))
    told = [Spread.of(float(one.sentences) for one in side).text() for side in (spoken, silent)]
    yield Row(BENCH, "  sentences in a question", *told)
    sounds = Spread.of(float(one.sounds) for one in spoken).text()
    yield Row(BENCH, "  sound parts that arrived during the question", sounds)
