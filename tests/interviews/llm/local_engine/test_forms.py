"""An answer in a form: a model with random weights can write nothing else."""

import json

import pytest

from interviews.llm.answer_form import AnswerForm, OneLine, OneOf, SomeOf
from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.cache.kv_cache import Prompt
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.decode_job import DecodeLimits
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.grammar import gbnf
from interviews.llm.local_engine.sampler import FormSampler
from interviews.llm.sampling import Sampling
from tests.interviews.llm.chat_helpers import asked, text_of
from tests.interviews.llm.engine_helpers import GREEDY
from tests.interviews.llm.engine_helpers import asked as engine_asked

FORM = AnswerForm(
    {"quotes": SomeOf(range(1, 13), 3), "reason": OneLine("en", 40), "rating": OneOf([1, 2, 3, 4, 5, "none"])}
)


@pytest.mark.parametrize("seed", range(8))
async def test_random_weights_write_in_the_form(model: LlamaCppChatModel, seed: int) -> None:
    chunks = await asked(model, form=FORM, sampling=Sampling(temperature=2.0, seed=seed), max_tokens=200)
    fields = json.loads(text_of(chunks))
    assert list(fields) == ["quotes", "reason", "rating"]
    assert len(fields["quotes"]) <= 3
    assert {*fields["quotes"]} <= {*range(1, 13)}
    assert fields["reason"][0].isupper()
    assert len(fields["reason"]) <= 40
    assert fields["rating"] in (1, 2, 3, 4, 5, "none")
    assert chunks[-1].response_metadata["finish_reason"] == "stop"


async def test_the_most_likely_tokens_are_in_the_form_too(model: LlamaCppChatModel) -> None:
    texts = {text_of(await asked(model, form=FORM, sampling=GREEDY, max_tokens=200)) for _ in range(2)}
    assert len(texts) == 1
    assert list(json.loads(texts.pop())) == ["quotes", "reason", "rating"]


async def test_the_same_seed_repeats_an_answer_and_another_does_not(model: LlamaCppChatModel) -> None:
    async def text(seed: int) -> str:
        return text_of(await asked(model, form=FORM, sampling=Sampling(temperature=1.5, seed=seed), max_tokens=200))

    assert await text(1) == await text(1) != await text(2)


async def test_options_may_hold_any_text(model: LlamaCppChatModel) -> None:
    options = ['say "hi"', "back\\slash", "line\nbreak", "가나다", "[a-z]*"]
    chunks = await asked(model, form=AnswerForm({"said": OneOf(options)}), sampling=GREEDY, max_tokens=200)
    assert json.loads(text_of(chunks))["said"] in options


async def test_a_form_changes_nothing_for_the_next_answer(model: LlamaCppChatModel) -> None:
    plain = text_of(await asked(model, sampling=GREEDY, max_tokens=20))
    await asked(model, form=FORM, sampling=GREEDY, max_tokens=200)
    assert text_of(await asked(model, sampling=GREEDY, max_tokens=20)) == plain


async def test_a_grammar_that_cannot_be_read_fails_this_answer_only(engine: Engine) -> None:
    with pytest.raises(ModelUnavailable, match="grammar"):
        async for _ in engine.generate(Prompt([1, 2, 3]), GREEDY, DecodeLimits([], 8, 9), grammar="root ::= nothing"):
            pass
    text, _ = await engine_asked(engine, Prompt([1, 2, 3]))
    assert text


def test_a_sampler_may_be_closed_twice(engine: Engine) -> None:
    sampler = FormSampler(GREEDY, engine.model, gbnf(FORM))
    sampler.close()
    sampler.close()


def test_a_korean_line_begins_in_hangul() -> None:
    assert 'reason ::= "\\"" [가-힣]' in gbnf(AnswerForm({"reason": OneLine("ko", 10)}))


def test_a_list_of_at_most_one_has_no_second() -> None:
    assert '("," quotes-item){0,0}' in gbnf(AnswerForm({"quotes": SomeOf([1], 1)}))


def test_servers_get_the_form_as_a_schema() -> None:
    assert FORM.json_schema() == {
        "type": "object",
        "properties": {
            "quotes": {"type": "array", "items": {"type": "integer", "enum": list(range(1, 13))}},
            "reason": {"type": "string"},
            "rating": {"type": ["integer", "string"], "enum": [1, 2, 3, 4, 5, "none"]},
        },
        "required": ["quotes", "reason", "rating"],
        "additionalProperties": False,
    }
