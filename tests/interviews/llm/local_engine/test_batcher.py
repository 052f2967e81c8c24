"""Steps that llama.cpp refuses, with prompts that it cannot compute or with a subclass that refuses on request."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.batcher import Batcher
from interviews.llm.local_engine.cache.kv_cache import KvCache, Prompt
from interviews.llm.local_engine.decode_job import DecodeJob, DecodeLimits, Finished, OutputItem, OutputStream
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.llama_context import BatchRow, ContextSize, LlamaContext
from interviews.llm.local_engine.output_dispatcher import OutputDispatcher
from interviews.llm.local_engine.sampler import Sampler
from interviews.llm.local_engine.steps import cycle
from interviews.llm.local_engine.steps.costs import StepCosts
from interviews.llm.sampling import Sampling

SLOTS, CONTEXT = 4, 1024
ABORTED, FAILED = 2, -3
GREEDY = Sampling(temperature=0)
NO_SUCH_TOKEN = 10**6


class Refusing(LlamaContext):
    """A context that notes its batches. For chosen ones it returns an error code, with or without computing them."""

    refuses: tuple[int, int] | None = None  # a sequence id (-1 for every batch), and the code
    reads_first = False

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.steps: list[list[BatchRow]] = []  # what was to be computed

    def decode(self, rows: Sequence[BatchRow]) -> int:
        self.steps.append(list(rows))
        if self.refuses and self.refuses[0] in {-1, *(row.id for row in rows)}:
            if self.reads_first:
                super().decode(rows)
            return self.refuses[1]
        return super().decode(rows)


class Outbox(OutputDispatcher):
    def __init__(self) -> None:
        super().__init__()
        self.items: dict[OutputStream, list[OutputItem]] = {}

    def put(self, stream: OutputStream, item: OutputItem) -> None:
        self.items.setdefault(stream, []).append(item)


@pytest.fixture
def context(gguf: GgufModel) -> Iterator[Refusing]:
    context = Refusing(gguf, ContextSize(CONTEXT, SLOTS, batch=128), threads=1)
    yield context
    context.close()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def cache(context: LlamaContext) -> KvCache:
    return KvCache(context, SLOTS, parked_bytes=10**8)


@pytest.fixture
def batcher(context: LlamaContext, cache: KvCache, outbox: Outbox) -> Batcher:
    batcher = Batcher(context, cache, outbox, cycle.Cycle(cycle.LONGEST_GAP))
    batcher.warm_up()
    return batcher


def asked(batcher: Batcher, prompt: list[int], *, tokens: int = 8, session: int | None = None) -> DecodeJob:
    limits = DecodeLimits([], tokens, max_seconds=60)
    job = DecodeJob(session, Prompt(prompt), Sampler(GREEDY, 600), limits)
    batcher.add(job)
    return job


def run(batcher: Batcher) -> None:
    for _ in range(1000):
        if not batcher.is_busy:
            return
        batcher.step()
    raise AssertionError("still busy")


def text_of(outbox: Outbox, job: DecodeJob) -> str:
    *text, last = outbox.items[job.stream]
    assert isinstance(last, Finished), last
    return "".join(map(str, text))


async def alone(batcher: Batcher, outbox: Outbox, prompt: list[int]) -> str:
    job = asked(batcher, prompt)
    run(batcher)
    return text_of(outbox, job)


A, B, C = [300, 301, 302] * 5, [400, 401] * 9, [350, 450, 550]


async def test_only_the_prompt_that_llama_cpp_refuses_fails(batcher: Batcher, outbox: Outbox) -> None:
    expected = [await alone(batcher, outbox, prompt) for prompt in (A, B, C)]
    good = [asked(batcher, prompt) for prompt in (A, B)]
    bad = asked(batcher, [310, NO_SUCH_TOKEN, 311])
    good.append(asked(batcher, C))
    run(batcher)
    assert isinstance(outbox.items[bad.stream][-1], ModelUnavailable)
    assert [text_of(outbox, job) for job in good] == expected


@pytest.mark.parametrize(
    "costs", [StepCosts({1: 1, 2: 9, 3: 20}), StepCosts({1: 5, 2: 6, 3: 20}), StepCosts({1: 5, 2: 5, 4: 2})]
)
async def test_questions_that_take_turns_get_the_same_texts(
    batcher: Batcher, outbox: Outbox, context: Refusing, costs: StepCosts
) -> None:
    expected = [await alone(batcher, outbox, prompt) for prompt in (A, B, C)]
    batcher.use(costs)
    jobs = [asked(batcher, prompt) for prompt in (A, B, C)]
    run(batcher)
    assert [text_of(outbox, job) for job in jobs] == expected


async def test_while_all_write_each_step_has_the_rows_that_cost_least(batcher: Batcher, context: Refusing) -> None:
    batcher.use(StepCosts({1: 10, 2: 40, 3: 25, 4: 20}))
    for prompt in ([300], [310], [320]):
        asked(batcher, prompt, tokens=3)
    context.steps.clear()
    run(batcher)
    assert [len(step) for step in context.steps] == [4] * 3
    context.steps.clear()
    batcher.use(StepCosts({1: 10, 2: 40, 3: 60}))
    for prompt in ([300], [310]):
        asked(batcher, prompt, tokens=3)
    run(batcher)
    assert [len(step) for step in context.steps] == [1] * 6


@pytest.mark.parametrize("code", [ABORTED, FAILED])
@pytest.mark.parametrize("reads_first", [False, True])
async def test_a_failed_step_fails_as_few_questions_as_possible(
    batcher: Batcher, outbox: Outbox, context: Refusing, code: int, reads_first: bool
) -> None:
    expected = [await alone(batcher, outbox, prompt) for prompt in (A, C)]
    one, victim, other = (asked(batcher, prompt) for prompt in (A, B, C))
    batcher.step()
    assert victim.kv
    context.refuses, context.reads_first = (victim.kv.id, code), reads_first
    run(batcher)
    assert isinstance(outbox.items[victim.stream][-1], ModelUnavailable)
    assert [text_of(outbox, one), text_of(outbox, other)] == expected


async def test_the_next_question_after_failures_gets_the_same_text(
    batcher: Batcher, outbox: Outbox, context: Refusing
) -> None:
    expected = await alone(batcher, outbox, A)
    context.refuses = (-1, FAILED)
    failed = asked(batcher, A, session=1)
    run(batcher)
    assert isinstance(outbox.items[failed.stream][-1], ModelUnavailable)
    context.refuses = None
    assert await alone(batcher, outbox, A) == expected


async def test_a_draft_that_llama_cpp_refuses_is_dropped(batcher: Batcher, outbox: Outbox, context: Refusing) -> None:
    context.refuses = (-1, FAILED)
    batcher.read_ahead(1, Prompt(A))
    run(batcher)
    context.refuses = None
    assert await alone(batcher, outbox, A)


async def test_a_question_that_waits_for_a_place_is_not_overtaken(batcher: Batcher) -> None:
    running = [asked(batcher, [300 + n], tokens=600) for n in range(SLOTS)]
    waiting = [asked(batcher, prompt, tokens=2) for prompt in (B, C)]
    batcher.step()
    assert all(job.kv for job in running) and not any(job.kv for job in waiting)
    running[2].cancelled = True
    batcher.step()
    assert [bool(job.kv) for job in waiting] == [True, False]


async def test_a_cancelled_question_ends_within_a_step_while_its_prompt_is_read(
    batcher: Batcher, cache: KvCache, context: Refusing
) -> None:
    job = asked(batcher, [300 + n % 50 for n in range(900)], tokens=64, session=3)
    batcher.step()
    assert job.kv
    read = len(job.kv.tokens)
    assert 0 < read < 900
    job.cancelled = True
    batcher.step()
    assert not batcher.is_busy
    assert len(job.kv.tokens) == read  # kept for a retry


async def test_a_question_whose_time_is_over_fails_with_a_timeout(batcher: Batcher, outbox: Outbox) -> None:
    job = DecodeJob(None, Prompt(A), Sampler(GREEDY, 600), DecodeLimits([], 8, max_seconds=0))
    batcher.add(job)
    run(batcher)
    assert getattr(outbox.items[job.stream][-1], "code", "") == "timeout"


async def test_a_common_public_part_is_read_once(batcher: Batcher) -> None:
    public = [300 + n % 100 for n in range(100)]
    limits = DecodeLimits([], 8, max_seconds=60)
    many = [DecodeJob(n, Prompt([*public, 400 + n], 100), Sampler(GREEDY, 600), limits) for n in range(4)]
    for job in many:
        batcher.add(job)
    run(batcher)
    assert [job.result().cached_tokens for job in many] == [0, 100, 100, 100]


async def test_prompts_that_are_completely_public_are_all_answered(batcher: Batcher, outbox: Outbox) -> None:
    expected = await alone(batcher, outbox, A)
    limits = DecodeLimits([], 8, max_seconds=60)
    both = [DecodeJob(n, Prompt(A, len(A)), Sampler(GREEDY, 600), limits) for n in (1, 2)]
    for job in both:
        batcher.add(job)
    run(batcher)
    assert [text_of(outbox, job) for job in both] == [expected] * 2


async def test_a_draft_is_not_read_while_a_reader_would_wait_for_it(
    batcher: Batcher, cache: KvCache, monkeypatch
) -> None:
    monkeypatch.setattr(cycle, "READER_TOKENS_PER_SECOND", 10**9)
    batcher.read_ahead(7, Prompt(B))
    job = asked(batcher, A, session=1)
    while job.finish_reason == "":
        batcher.step()
        assert [held.session for held in cache.streams if held.session] == [1]
    run(batcher)
    assert [held.tokens for held in cache.streams if held.session == 7] == [B]


async def test_a_draft_is_read_while_readers_are_behind_what_is_written(batcher: Batcher, monkeypatch) -> None:
    monkeypatch.setattr(cycle, "READER_TOKENS_PER_SECOND", 0)
    job = asked(batcher, A, session=1, tokens=12)
    batcher.read_ahead(7, Prompt(B))
    while job.finish_reason == "":
        batcher.step()
    assert not batcher.is_busy, "the draft was read before the question ended"


async def test_a_step_reads_or_writes(batcher: Batcher, outbox: Outbox, context: Refusing) -> None:
    writing = [asked(batcher, prompt, tokens=30) for prompt in (A, B)]
    while not all(job.written for job in writing):
        batcher.step()
    joining = asked(batcher, [300 + n % 90 for n in range(200)], tokens=2)
    context.steps.clear()
    run(batcher)
    assert isinstance(outbox.items[joining.stream][-1], Finished)
    steps = [[len(row.tokens) for row in step] for step in context.steps]
    slices = [step for step in steps if max(step) > 1]
    assert sum(map(sum, slices)) == 200 and all(len(step) == 1 for step in slices)
    between = [max(step) == 1 for step in steps[: steps.index(slices[-1])]]
    assert all(between[n] or between[n - 1] for n in range(1, len(between))), "two slices in a row"


async def test_a_draft_that_arrives_after_its_question_is_ignored(batcher: Batcher, outbox: Outbox) -> None:
    expected = await alone(batcher, outbox, A)
    job = asked(batcher, A, session=1)
    batcher.step()
    batcher.read_ahead(1, Prompt(B))
    run(batcher)
    assert text_of(outbox, job) == expected


def test_output_for_a_closed_loop_is_dropped() -> None:
    async def make() -> OutputStream:
        return OutputStream()

    delivery = OutputDispatcher()
    delivery.put(asyncio.run(make()), "too late")
    delivery.flush()


async def test_rows_are_in_the_order_of_their_streams(batcher: Batcher, context: Refusing) -> None:
    context.steps.clear()
    for session in (1, 2, 3):
        asked(batcher, [300 + session], tokens=1, session=session)
    run(batcher)
    context.steps.clear()
    for session in (3, 1, 2):  # each returns to its own stream
        asked(batcher, [300 + session, 310, 311], tokens=4, session=session)
    run(batcher)
    ids = [[row.id for row in step] for step in context.steps]
    assert [0, 1, 2] in ids and all(step == sorted(step) for step in ids)
