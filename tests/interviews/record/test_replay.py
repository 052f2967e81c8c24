"""`manage.py replay` on the demo model: the recorded prompt, and the same text from the same seed."""

import asyncio
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from interviews import demo, jobs, services
from interviews.interviewer.events import Refusal
from interviews.interviewer.prompts import messages
from interviews.llm.backends import Backend, make_backend
from interviews.llm.sampling import Sampling
from interviews.models import Generation, Interview, Turn
from interviews.record.prompt_hash import sha256_of
from interviews.record.replay import common_prefix_length, write_again
from tests.interviews.scenes import started

pytestmark = pytest.mark.django_db

SAMPLING = {"seed": 7, "temperature": 0.7}


@pytest.fixture(scope="module")
def backend() -> Backend:
    backend = make_backend(site.LLM, slots=1)
    backend.load()
    return backend


def claim(backend: Backend, **changed: str) -> Turn:
    turn = jobs.claim("w1", timedelta(seconds=60), {**backend.describe(), "sampling": SAMPLING, **changed})
    assert turn
    return turn


def ask(turn: Turn, backend: Backend, text: str = "") -> Generation:
    """Save the model's question, or `text`, as a worker does."""
    chat = messages(turn.interview.brief, services.history(turn.interview), turn.ask)
    text = text or asyncio.run(write_again(backend.load(), chat, Sampling(**SAMPLING)))
    assert services.save_question(turn, text, record_of(chat))
    return Generation.objects.get(pk=turn.generation.pk)


def record_of(chat: list) -> jobs.Record:  # type: ignore[type-arg]
    return jobs.Record(last_offset=3, instructions=chat[0]["content"], prompt_sha256=sha256_of(chat))


def replay(generation: Generation) -> str:
    out = StringIO()
    call_command("replay", str(generation.pk), stdout=out)
    return out.getvalue()


def test_the_same_prompt_and_seed_give_the_same_text(backend: Backend) -> None:
    interview = started("ko")
    ask(claim(backend), backend)
    services.answer(interview, 1, "저는 Redis로 대기열을 만들었습니다.")
    second = ask(claim(backend), backend)
    told = replay(second)
    assert "--- the prompt that the model read" in told
    assert "Redis로 대기열을" in told
    assert told.count(second.turn.question) == 1
    assert told.endswith("--- the same text\n")


def test_editing_the_position_later_changes_nothing(backend: Backend) -> None:
    started("en")
    made = ask(claim(backend), backend)
    position = demo.position("en")
    position.title, position.description = "Gardener", ""
    position.save()
    told = replay(made)
    assert "--- the prompt that the model read" in told and "Gardener" not in told
    assert told.endswith("--- the same text\n")


def test_a_text_that_differs_is_shown_from_the_difference(backend: Backend) -> None:
    started("en")
    made = ask(claim(backend), backend, "Something else entirely?")
    assert "--- differs at character 0\nthen: …Something else entirely?\nnow:  …" in replay(made)


def test_a_prompt_with_another_hash_is_reported(backend: Backend) -> None:
    started("en")
    made = ask(claim(backend), backend)
    Generation.objects.filter(pk=made.pk).update(prompt_sha256="0" * 64)
    assert "NOT the prompt that the model read" in replay(made)


def test_a_refused_text_is_compared_up_to_where_it_was_cut_off(backend: Backend) -> None:
    started("en")
    turn = claim(backend)
    chat = messages(turn.interview.brief, [], turn.ask)
    text = asyncio.run(write_again(backend.load(), chat, Sampling(**SAMPLING)))
    refused = turn.generation
    record = jobs.Record(instructions=chat[0]["content"], prompt_sha256=sha256_of(chat))
    jobs.ask_again(
        turn, Refusal("runaway", "", text[:20]), record, lease=timedelta(seconds=60), model={"sampling": SAMPLING}
    )
    assert replay(refused).endswith("--- the same text\n")


def test_a_different_model_is_an_error_that_names_both(backend: Backend) -> None:
    started("en")
    made = ask(claim(backend, model="other.gguf"), backend, "Why?")
    with pytest.raises(CommandError, match=r"used other\.gguf .*Set LLM_MODEL"):
        replay(made)


def test_an_attempt_without_a_recorded_prompt_is_an_error() -> None:
    interview: Interview = started("en")
    turn = jobs.claim("w1", timedelta(seconds=60), {"sampling": {}})
    assert turn and turn.interview == interview
    with pytest.raises(CommandError, match="has no recorded prompt"):
        replay(turn.generation)


def test_an_unknown_attempt_is_an_error() -> None:
    with pytest.raises(CommandError, match="Attempt 4711 not found"):
        call_command("replay", "4711")


@pytest.mark.parametrize(("one", "other", "length"), [("", "", 0), ("ab", "ab", 2), ("abc", "abd", 2), ("ab", "", 0)])
def test_the_common_prefix_of_two_texts(one: str, other: str, length: int) -> None:
    assert common_prefix_length(one, other) == length
