"""Steps are measured on an empty cache, within a time, and leave nothing behind."""

from collections.abc import Iterator, Sequence

import pytest

from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.llama_context import BatchRow, ContextSize, LlamaContext
from interviews.llm.local_engine.steps.measurement import MOST_SECONDS, PASSES, WIDTHS, measured


class Counting(LlamaContext):
    """A context that notes the steps; with `is_full`, it computes none."""

    is_full = False

    def decode(self, rows: Sequence[BatchRow]) -> int:
        self.steps.append(len(rows))
        return 1 if self.is_full else super().decode(rows)


@pytest.fixture
def context(gguf: GgufModel) -> Iterator[Counting]:
    context = Counting(gguf, ContextSize(64, 16, batch=64), threads=1)
    context.steps = []
    yield context
    context.close()


def test_steps_of_all_widths_that_can_occur_are_measured(context: Counting) -> None:
    costs = measured(context, slots=8, clock=lambda: 0.0)
    assert costs and list(costs.seconds) == [1, 2, 3, 4, 6, 8] and min(costs.seconds.values()) > 0
    assert len(context.steps) == 6 * PASSES


def test_a_slow_model_is_measured_within_the_time(context: Counting) -> None:
    seconds = iter(n * MOST_SECONDS / 2.5 for n in range(100))
    costs = measured(context, slots=16, clock=lambda: next(seconds))
    assert costs and context.steps == list(WIDTHS[: len(context.steps)]) and len(context.steps) < len(WIDTHS)


def test_the_cache_is_empty_afterwards(context: Counting) -> None:
    measured(context, slots=16, clock=lambda: 0.0)
    assert context.decode([BatchRow(0, 0, [300] * 64, wants_logits=True)]) == 0


def test_without_room_nothing_is_known(context: Counting) -> None:
    context.is_full = True
    assert measured(context, slots=4) is None
