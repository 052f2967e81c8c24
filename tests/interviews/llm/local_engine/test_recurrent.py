"""A recurrent model, which cannot remove tokens from its memory: follow-ups are slower, but never wrong."""

import asyncio
from collections.abc import Iterator

import pytest

from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.cache.kv_cache import Prompt
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from tests.interviews.llm.engine_helpers import asked, idle

from .recurrent_model import write_recurrent_model

pytestmark = pytest.mark.model

FIRST = [300 + n % 50 for n in range(100)]


@pytest.fixture(scope="module")
def recurrent(tmp_path_factory: pytest.TempPathFactory) -> GgufModel:
    return GgufModel(str(write_recurrent_model(tmp_path_factory.mktemp("model") / "mamba.gguf")))


@pytest.fixture
def engine(recurrent: GgufModel) -> Iterator[Engine]:
    engine = Engine(recurrent, context=1024, slots=2, threads=1)
    yield engine
    engine.close()


def test_a_recurrent_model_is_recognized(recurrent: GgufModel, gguf: GgufModel) -> None:
    assert recurrent.is_recurrent
    assert not gguf.is_recurrent


async def test_concurrent_questions_get_the_same_text_as_alone(engine: Engine) -> None:
    prompts = [Prompt([*FIRST, 400 + n], 100) for n in range(4)]
    alone = [(await asked(engine, prompt))[0] for prompt in prompts]
    together = await asyncio.gather(*(asked(engine, prompt) for prompt in prompts))
    assert [text for text, _ in together] == alone


async def test_only_the_new_end_of_a_prompt_is_read(engine: Engine) -> None:
    engine.read_ahead(1, Prompt(FIRST))
    await idle(engine)
    longer = Prompt([*FIRST, 410, 411])
    text, ended = await asked(engine, longer, session=1)
    assert ended.cached_tokens == len(FIRST)
    assert text == (await asked(engine, longer))[0]


async def test_a_changed_prompt_is_read_completely(engine: Engine) -> None:
    engine.read_ahead(1, Prompt([*FIRST, 420]))
    await idle(engine)
    changed = Prompt([*FIRST, 410, 411])
    text, ended = await asked(engine, changed, session=1)
    assert ended.cached_tokens == 0
    assert text == (await asked(engine, changed))[0]


async def test_a_failed_step_ends_all_questions_in_it(recurrent: GgufModel) -> None:
    # Their state cannot be restored, and text drawn from a half-updated state would be nonsense.
    engine = Engine(recurrent, context=1024, slots=2, threads=1)
    bad, good = Prompt([*FIRST, 10**6, 301]), Prompt([*FIRST, 410])
    expected = (await asked(engine, good))[0]
    answers = await asyncio.gather(asked(engine, bad), asked(engine, good), return_exceptions=True)
    assert isinstance(answers[0], ModelUnavailable)
    assert isinstance(answers[1], ModelUnavailable) or answers[1][0] == expected
    assert (await asked(engine, good))[0] == expected
    engine.close()
