"""One engine with many interviews: what they share, what they never share, and what reading ahead saves."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from interviews.llm.errors import ModelUnavailable, PromptTooLong
from interviews.llm.local_engine import engine as engine_module
from interviews.llm.local_engine.cache.kv_cache import Prompt
from interviews.llm.local_engine.decode_job import DecodeLimits
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.sampling import Sampling
from tests.interviews.llm.conftest import CONTEXT, SLOTS
from tests.interviews.llm.engine_helpers import GREEDY, SECONDS, asked, idle

PUBLIC = [300 + n % 90 for n in range(150)]


def prompt(*said: int, times: int = 20) -> Prompt:
    """Return a prompt of the common instructions and what was said in one interview."""
    return Prompt(PUBLIC + list(said) * times, len(PUBLIC))


def tokens_of(engine: Engine, text: str) -> list[int]:
    return engine.model.tokenize(text, special=False)


async def test_more_questions_than_slots_are_all_answered(engine: Engine) -> None:
    answers = await asyncio.gather(*(asked(engine, prompt(400 + n), n) for n in range(3 * SLOTS)))
    assert all(text and ended.completion_tokens == 16 for text, ended in answers)


async def test_a_follow_up_reads_only_what_is_new(engine: Engine) -> None:
    first = prompt(400, 401)
    text, _ = await asked(engine, first, session=1)
    answer = [410, 411, 412]
    follow_up = Prompt([*first.tokens, *tokens_of(engine, text), *answer], first.public_tokens)
    _, ended = await asked(engine, follow_up, session=1)
    # The last generated token was never computed, because nothing followed it.
    assert ended.prompt_tokens - ended.cached_tokens == len(answer) + 1


async def test_common_instructions_are_read_once(engine: Engine) -> None:
    await asked(engine, prompt(400), session=1)
    _, ended = await asked(engine, prompt(500), session=2)
    assert ended.cached_tokens == len(PUBLIC)


async def test_equal_answers_of_two_interviews_are_not_shared(engine: Engine) -> None:
    # A faster first word would reveal that another candidate said the same.
    await asked(engine, prompt(400, 401), session=1)
    _, ended = await asked(engine, prompt(400, 401), session=2)
    assert ended.cached_tokens == len(PUBLIC)


async def test_nothing_of_one_interview_leaks_into_another(gguf: GgufModel, monkeypatch) -> None:
    """Secrets are read, cut, parked, dropped and forgotten. Then other prompts use the same streams, and must get the
    same text as in an engine that never read a secret."""
    monkeypatch.setattr(engine_module, "PARKED_BYTES", 500_000)
    small = {"context": 512, "slots": 2, "threads": 1}
    innocent = [prompt(500 + n, times=30) for n in range(6)]
    clean = Engine(gguf, **small)
    expected = [(await asked(clean, p))[0] for p in innocent]
    clean.close()
    engine = Engine(gguf, **small)
    for n in range(6):
        await asyncio.gather(asked(engine, prompt(420 + n, 470), n), asked(engine, prompt(440 + n), n + 10))
        engine.read_ahead(n, prompt(480 + n))
        await idle(engine)
        engine.forget(n)
    heard = [(await asked(engine, p, session=n))[0] for n, p in enumerate(innocent)]
    engine.close()
    assert heard == expected


async def test_after_reading_ahead_only_the_end_of_an_answer_is_left(engine: Engine) -> None:
    first = prompt(400, 401)
    await asked(engine, first, session=1)
    answer = [410 + n % 9 for n in range(80)]
    for typed in (10, 30, 76):
        engine.read_ahead(1, Prompt(first.tokens + answer[:typed], first.public_tokens))
    await idle(engine)
    _, ended = await asked(engine, Prompt(first.tokens + answer + [333], first.public_tokens), session=1)
    assert ended.prompt_tokens - ended.cached_tokens == 5


async def test_an_answer_edited_in_the_middle_is_read_again_from_there(engine: Engine) -> None:
    first = prompt(400, 401)
    typed, edited = [410, 411, 412, 413, 414], [410, 411, 499, 413, 414]
    for answer in (typed, edited):
        engine.read_ahead(1, Prompt(first.tokens + answer, first.public_tokens))
        await idle(engine)
    text, ended = await asked(engine, Prompt(first.tokens + edited + [333], first.public_tokens), session=1)
    assert ended.prompt_tokens - ended.cached_tokens == 1
    assert text == (await asked(engine, Prompt(first.tokens + edited + [333])))[0]


async def test_interviews_that_wait_make_room_and_come_back(gguf: GgufModel) -> None:
    engine = Engine(gguf, context=512, slots=2, threads=1)
    drafts = [Prompt([300 + n, *range(320, 520)]) for n in range(11)]
    for session, draft in enumerate(drafts):
        engine.read_ahead(session, draft)
    await idle(engine)
    for session, draft in enumerate(drafts):
        text, ended = await asked(engine, Prompt([*draft.tokens, 333]), session=session)
        assert ended.cached_tokens == len(draft.tokens)
        assert text == (await asked(engine, Prompt([*draft.tokens, 333])))[0]
    engine.close()


async def test_interviews_beyond_the_memory_for_them_are_read_again(gguf: GgufModel, monkeypatch) -> None:
    monkeypatch.setattr(engine_module, "PARKED_BYTES", 0)
    engine = Engine(gguf, context=512, slots=1, threads=1)
    first, other = Prompt([300, 301, 302]), Prompt([400, 401, 402])
    for session, prompt in enumerate((first, other)):
        await asked(engine, prompt, session=session)
    _, ended = await asked(engine, first, session=0)
    assert ended.cached_tokens == 0
    engine.close()


async def test_a_forgotten_interview_leaves_the_cache(engine: Engine) -> None:
    await asked(engine, prompt(400, 401), session=1)
    engine.forget(1)
    _, ended = await asked(engine, prompt(400, 401), session=1)
    assert ended.cached_tokens == len(PUBLIC)


async def test_a_stopped_question_keeps_what_was_read(engine: Engine) -> None:
    long = Prompt([300 + n % 70 for n in range(1800)])
    stream = engine.generate(long, GREEDY, DecodeLimits([], 100, SECONDS), session=1)
    await anext(stream)
    await stream.aclose()
    _, ended = await asked(engine, long, session=1)
    assert ended.cached_tokens == 1799


async def test_a_question_is_answered_while_another_is_being_written(engine: Engine) -> None:
    begun = asyncio.Event()

    async def long() -> None:
        async for _ in engine.generate(prompt(400), GREEDY, DecodeLimits([], 1000, SECONDS), 1):
            begun.set()

    running = asyncio.create_task(long())
    await begun.wait()
    assert (await asked(engine, prompt(500), session=2))[0]
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])


async def test_the_same_seed_and_prompt_repeat_the_text(engine: Engine) -> None:
    sampling = Sampling(temperature=1.0, seed=5)
    await asked(engine, prompt(400))  # in slices whose size depends on the machine's speed
    texts = {(await asked(engine, prompt(400), sampling=sampling))[0] for _ in range(3)}
    assert len(texts) == 1


async def test_a_prompt_that_leaves_no_room_is_refused_at_once(engine: Engine) -> None:
    with pytest.raises(PromptTooLong, match="LLM_CONTEXT"):
        await asked(engine, Prompt([300] * (CONTEXT - 10)))


async def test_a_draft_beyond_the_context_is_not_read(engine: Engine) -> None:
    engine.read_ahead(1, Prompt([300] * CONTEXT))
    await idle(engine)
    assert (await asked(engine, prompt(400), session=1))[1].cached_tokens == 0


async def test_questions_beyond_the_queue_limit_are_refused(engine: Engine) -> None:
    many = SLOTS + engine_module.MAX_WAITING + 5
    answers = await asyncio.gather(
        *(asked(engine, prompt(400), tokens=20) for _ in range(many)), return_exceptions=True
    )
    refused = [answer for answer in answers if isinstance(answer, BaseException)]
    assert refused
    assert {type(error) for error in refused} == {ModelUnavailable}
    assert len(answers) - len(refused) >= engine_module.MAX_WAITING


async def test_the_context_is_limited_to_the_trained_one(gguf: GgufModel) -> None:
    engine = Engine(gguf, context=10**6, slots=1, threads=1)
    assert engine.context == gguf.trained_context
    engine.close()


@pytest.mark.parametrize(("context", "slots"), [(256, 1), (256, 200)])
async def test_no_batch_exceeds_the_limit_of_llama_cpp(gguf: GgufModel, context: int, slots: int) -> None:
    engine = Engine(gguf, context=context, slots=slots, threads=1)  # a larger batch would abort the process
    prompts = [Prompt([300 + n % 200] * 180) for n in range(2 * min(slots, 20))]
    answers = await asyncio.gather(*(asked(engine, prompt) for prompt in prompts))
    assert all(text for text, _ in answers)
    engine.close()


async def test_closing_ends_running_and_waiting_questions(gguf: GgufModel) -> None:
    engine = Engine(gguf, context=CONTEXT, slots=1, threads=1)
    stream = engine.generate(prompt(400), GREEDY, DecodeLimits([], 1500, SECONDS))
    await anext(stream)
    waiting = asyncio.create_task(asked(engine, prompt(500)))
    await asyncio.sleep(0)
    engine.close()
    for ending in (collected(stream), waiting):
        with pytest.raises(ModelUnavailable):
            await ending
    assert "llama" not in {thread.name for thread in threading.enumerate() if thread is engine._thread}


async def collected(stream: object) -> Sequence[object]:
    return [item async for item in stream]  # type: ignore[attr-defined]
