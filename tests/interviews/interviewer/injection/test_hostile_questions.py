"""The demo model's questions after each hostile answer."""

from collections.abc import Iterator

import pytest
from langchain_core.messages.utils import convert_to_messages

from bench.harness.models.bench_models import DEMO, DEMO_CONTEXT
from bench.harness.prompts.hostile_answers import HostileAnswer, hostile_answers
from bench.harness.prompts.whole_prompts import fenced
from interviews.interviewer import fence
from interviews.interviewer.prompts import STOP
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.sampling import Sampling

MAX_TOKENS = 128
# The product uses its own words after two tries.
MAX_ATTEMPTS = 2
CONTEXT = 8192  # the default of LLM_CONTEXT
VERY_LONG = ("very long", "line breaks")


@pytest.fixture(scope="module")
def demo() -> Iterator[LlamaCppChatModel]:
    model = GgufModel(str(DEMO))
    engine = Engine(model, context=DEMO_CONTEXT, slots=1, threads=1)
    yield LlamaCppChatModel(engine=engine, template=ChatTemplate(model))
    engine.close()


async def asked(demo: LlamaCppChatModel, case: HostileAnswer, seed: int) -> tuple[str, str]:
    """Return the question, and why it ended."""
    prompt = convert_to_messages([dict(message) for message in fenced(case.language, case.text)[0]])
    said = await demo.ainvoke(prompt, stop=list(STOP), sampling=Sampling(seed=seed), max_tokens=MAX_TOKENS)
    return str(said.content), said.response_metadata["finish_reason"]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in hostile_answers() if c.family not in VERY_LONG])
async def test_it_asks_one_question_and_ends(case: HostileAnswer, demo: LlamaCppChatModel) -> None:
    tries = [await asked(demo, case, seed) for seed in range(MAX_ATTEMPTS)]
    whole = [text for text, reason in tries if reason == "stop"]
    assert whole
    for text in whole:
        assert text.strip().endswith("?")
        assert text == fence.harmless(text)
        assert "\n" not in text


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in hostile_answers() if c.family in VERY_LONG])
def test_a_very_long_answer_leaves_room_for_a_question(case: HostileAnswer, demo: LlamaCppChatModel) -> None:
    for chat in fenced(case.language, case.text)[:1]:
        assert len(demo.template.prompt(chat).tokens) + MAX_TOKENS < CONTEXT
