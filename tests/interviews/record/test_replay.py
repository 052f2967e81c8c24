"""`manage.py replay`: the recorded prompt, and the same text from the same model and seed, or why not.

The demo model writes what it likes here. Only that it writes the same again is tested.
"""

import asyncio
from dataclasses import asdict, replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from interviews import conversation, demo, jobs, services
from interviews.interviewer.events import QuestionAccepted, Text, WordingStarted
from interviews.interviewer.graph import ask_question
from interviews.interviewer.phrases import PHRASES
from interviews.interviewer.wording import ModelCall
from interviews.llm.backends import Backend, make_backend
from interviews.llm.freedom import Freedom
from interviews.llm.sampling import Sampling
from interviews.models import Generation, Instructions, Interview, Turn
from interviews.record.replay import common_prefix_length
from interviews.worker.recorder import AttemptRecorder
from tests.interviews.scenes import started, turn_of

pytestmark = pytest.mark.django_db

SAMPLING = Sampling(seed=7)
SAID = {
    "ko": "작년에 결제 서버가 멈췄을 때 제가 대기열을 Redis로 옮겨서 두 시간 만에 복구했습니다.",
    "en": "Last year our payment server stopped, and I moved its queue to Redis within two hours.",
}


class Silent:
    """Stands in for a stream of which nothing is to be recorded."""

    sentences = 0

    def first_at(self, kind: str) -> None:
        return None


@pytest.fixture(scope="module")
def backend() -> Backend:
    backend = make_backend(site.LLM, slots=1)
    backend.load()
    return backend


def claim(backend: Backend, **changed: Any) -> Turn:
    turn = jobs.claim("w1", timedelta(seconds=60), {**backend.describe(), "sampling": asdict(SAMPLING), **changed})
    assert turn
    return turn


def ask(backend: Backend, freedom: Freedom = Freedom.STEM, **changed: Any) -> Turn:
    """Ask the waiting question as a worker does, and return its turn. `changed` is of the recorded model."""
    turn = claim(backend, **changed)
    call = ModelCall(lambda: asyncio.to_thread(backend.load), SAMPLING, freedom, is_local=True)
    asyncio.run(_ask(turn, call, conversation.turn_context(turn))).save(turn)
    turn.refresh_from_db()
    return turn


class Asked:
    """What a worker has seen of a question before it is saved: each refused wording, and the one that stands."""

    def __init__(self) -> None:
        self.refused: list[tuple[Any, jobs.Record, Sampling | None]] = []
        self.record, self.text = jobs.Record(), ""

    def save(self, turn: Turn) -> None:
        for refusal, record, sampling in self.refused:
            model = {"sampling": asdict(sampling) if sampling else {}}
            model |= {"model": turn.generation.model, "model_sha256": turn.generation.model_sha256}
            assert jobs.ask_again(turn, refusal, record, lease=timedelta(seconds=60), model=model)
        assert services.save_question(turn, self.text, replace(self.record, last_offset=3))


async def _ask(turn: Turn, call: ModelCall, context: Any) -> Asked:
    asked, recorder, stream = Asked(), AttemptRecorder(turn), Silent()
    recorder.asks(context, call)
    async for event in ask_question(context, call):
        match event:
            case WordingStarted():
                if event.refusal:
                    asked.refused.append((event.refusal, recorder.record(stream), event.sampling))  # type: ignore[arg-type]
                recorder.wording_started(event)
                asked.text = ""
            case Text(text):
                asked.text += text
            case QuestionAccepted():
                recorder.question_accepted(event)
    asked.record = recorder.record(stream)  # type: ignore[arg-type]
    return asked


def second_question(backend: Backend, language: str = "en", freedom: Freedom = Freedom.STEM) -> Turn:
    """Hold an interview up to its second question."""
    interview = started(language)
    ask(backend, freedom)
    services.answer(interview, 1, SAID[language])
    return ask(backend, freedom)


def replay(generation: Generation) -> str:
    out = StringIO()
    call_command("replay", str(generation.pk), stdout=out)
    return out.getvalue()


def by_the_model(turn: Turn) -> list[Generation]:
    return list(turn.generations.filter(source=Generation.Source.MODEL).order_by("pk"))


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("freedom", list(Freedom))
def test_the_same_prompt_and_seed_give_the_same_text(backend: Backend, language: str, freedom: Freedom) -> None:
    turn = second_question(backend, language, freedom)
    assert by_the_model(turn)
    for made in by_the_model(turn):
        told = replay(made)
        assert "--- the prompt that the model read" in told
        assert SAID[language] in told
        assert told.endswith("--- the same text\n")


def test_a_question_is_shown_with_codes_words_around_the_models(backend: Backend) -> None:
    turn = second_question(backend, "en", Freedom.QUOTE)
    assert turn.generation.source == Generation.Source.MODEL
    wording = turn.generation.wording
    assert turn.question.startswith(wording["stem"]) and turn.question.endswith(wording["tail"])
    assert wording["stem"] and wording["tail"]
    assert f", writes\n{turn.question}\n" in replay(turn.generation)


def test_no_candidates_words_are_kept_beside_their_turn(backend: Backend) -> None:
    turn = second_question(backend)
    for made in by_the_model(turn):
        assert made.instructions
        assert "Redis" not in str(made.wording) + made.instructions.text
        assert "Python" in made.wording["request"]


def test_editing_the_position_later_changes_nothing(backend: Backend) -> None:
    turn = second_question(backend)
    position = demo.position("en")
    position.title, position.description = "Gardener", ""
    position.name_competencies("Roses")
    position.save()
    [made, *_] = by_the_model(turn)
    told = replay(made)
    assert "--- the prompt that the model read" in told and "Gardener" not in told
    assert told.endswith("--- the same text\n")


def test_a_question_that_was_skipped_before_is_part_of_the_record(backend: Backend) -> None:
    interview = started("en")
    ask(backend)
    services.rephrase(interview, 1)
    ask(backend)
    services.skip(interview, 2)
    turn = ask(backend)
    [made, *_] = by_the_model(turn)
    assert replay(made).endswith("--- the same text\n")
    assert len(conversation.turn_context(turn).history) == 2


def test_a_text_that_differs_is_shown_from_the_difference(backend: Backend) -> None:
    turn = second_question(backend, freedom=Freedom.QUOTE)  # of which none is refused
    Turn.objects.filter(pk=turn.pk).update(question="Something else entirely?")
    assert "--- differs at character 0: then “Something else entirely?…”, now “" in replay(turn.generation)


def test_a_text_that_was_refused_and_is_no_longer_is_named(backend: Backend) -> None:
    turn = second_question(backend, freedom=Freedom.QUOTE)
    Generation.objects.update(outcome="refused", failure_code="runaway", discarded_text=turn.question)
    assert replay(turn.generation).endswith("--- then refused (runaway), now accepted\n")


def test_an_answer_that_was_changed_since_is_named(backend: Backend) -> None:
    turn = second_question(backend)
    Turn.objects.filter(pk=turn_of(turn.interview).pk).update(answer="Something else.")
    with pytest.raises(CommandError, match=r"NOT the prompt .*: an earlier question or answer .* was changed"):
        replay(by_the_model(turn)[0])


def test_a_request_that_this_version_words_otherwise_is_shown(backend: Backend) -> None:
    [made, *_] = by_the_model(second_question(backend))
    made.wording["request"] = "Position" + made.wording["request"].removeprefix("Job")
    made.prompt_sha256 = "0" * 64
    made.save()
    with pytest.raises(CommandError, match=r"(?s)at character 0: then “Position: Back.*”, now “Job: "):
        replay(made)


def test_a_hash_that_differs_for_no_other_reason_is_reported(backend: Backend) -> None:
    [made, *_] = by_the_model(second_question(backend))
    Generation.objects.filter(pk=made.pk).update(prompt_sha256="0" * 64)
    with pytest.raises(CommandError, match="NOT the prompt that the model read: this version puts what was said"):
        replay(made)


def test_older_instructions_are_used_and_the_difference_is_shown(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    [made, *_] = by_the_model(second_question(backend))
    book = PHRASES["en"]
    newer = replace(book, asking=replace(book.asking, instructions="Never ask."))
    monkeypatch.setitem(PHRASES, "en", newer)
    told = replay(made)
    assert "this version has other instructions than the recorded ones above: message 1, at character 0: then “" in told
    assert "now “Never ask." in told
    assert told.endswith("--- the same text\n")


def test_a_different_model_is_an_error_that_names_both(backend: Backend) -> None:
    started("en")
    turn = ask(backend, model="other.gguf", model_sha256="ab" * 32)
    with pytest.raises(CommandError, match=r"LLM_MODEL is demo\.gguf .* used other\.gguf abababababab. Set LLM_MODEL"):
        replay(by_the_model(turn)[0])


def test_the_same_file_under_another_name_is_the_same_model(backend: Backend) -> None:
    started("en")
    [made, *_] = by_the_model(ask(backend, model="renamed.gguf"))
    assert replay(made).endswith("--- the same text\n")


def test_a_text_from_a_model_server_cannot_be_made_again(backend: Backend) -> None:
    [made, *_] = by_the_model(second_question(backend))
    made.wording["is_local"] = False
    made.save()
    with pytest.raises(CommandError, match="is on a model server, which may not answer alike"):
        replay(made)


def test_a_question_without_a_model_has_no_prompt(backend: Backend) -> None:
    interview = started("en")
    ask(backend)
    services.rephrase(interview, 1)
    turn = ask(backend)
    with pytest.raises(CommandError, match="no model was asked"):
        replay(turn.generation)


def test_an_attempt_that_is_still_running_has_no_prompt_yet() -> None:
    interview: Interview = started("en")
    turn = jobs.claim("w1", timedelta(seconds=60), {"sampling": {}})
    assert turn and turn.interview == interview
    with pytest.raises(CommandError, match=r"has no recorded prompt: it ended before .*: running"):
        replay(turn.generation)


def test_an_attempt_of_an_earlier_version_says_so(backend: Backend) -> None:
    [made, *_] = by_the_model(second_question(backend))
    made.wording, made.instructions = {}, Instructions.objects.create(sha256="0" * 64, text="You ask.")
    made.save()
    with pytest.raises(CommandError, match="it was made by an earlier version"):
        replay(made)


def test_an_unknown_attempt_is_an_error() -> None:
    with pytest.raises(CommandError, match="Attempt 4711 not found"):
        call_command("replay", "4711")


@pytest.mark.parametrize(("one", "other", "length"), [("", "", 0), ("ab", "ab", 2), ("abc", "abd", 2), ("ab", "", 0)])
def test_the_common_prefix_of_two_texts(one: str, other: str, length: int) -> None:
    assert common_prefix_length(one, other) == length
