"""`manage.py replay --assessment`: the record suffices to make a model's passes again, and it says if they differ."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as site
from django.core.management import CommandError, call_command

from interviews.assessing import queue, work
from interviews.assessing.again import recorded_pass
from interviews.evaluation.assessment import OnePass
from interviews.evaluation.assessor import assess
from interviews.llm.local_engine.backend import LocalBackend
from interviews.models import Assessment, Interview, Turn

from .scenes import SERVED, allowed, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_model() -> Iterator[LocalBackend]:
    backend = LocalBackend(site.LLM.model, gpu_layers=0, context=8192, slots=1, threads=1)
    engine = backend.load().engine
    yield backend
    engine.close()


def assessed(model: LocalBackend, language: str = "en") -> Interview:
    """Return an interview about which the model made all passes."""
    interview, _user = waiting(language)
    about = model.describe()
    allowed(interview.position, about["model"], about["model_sha256"])
    while (claimed := work.next_pass(about)) is not None:
        assert claimed.keep(_found(claimed, model))
    return Interview.objects.get(pk=interview.pk)


def _found(claimed: work.PassToMake, backend: LocalBackend) -> OnePass:
    async def one() -> OnePass:
        async def load() -> Any:
            return backend.load()

        [found] = [each async for each in assess(claimed.task, load, [claimed.row.seed], claimed.session)]
        return found

    return async_to_sync(one)()


def replayed(interview: Interview) -> str:
    out = StringIO()
    call_command("replay", str(interview.pk), "--assessment", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_same_model_finds_the_same_again(demo_model: LocalBackend, language: str) -> None:
    interview = assessed(demo_model, language)
    assert replayed(interview).count("the same: ") == interview.assessments.count() > 0


def test_another_result_on_record_is_told(demo_model: LocalBackend) -> None:
    interview = assessed(demo_model)
    row = interview.assessments.order_by("pk")[0]
    Assessment.objects.filter(pk=row.pk).update(reason="Something that no model wrote.")
    with pytest.raises(CommandError, match="1 of 6 passes differ"):
        replayed(interview)


def test_a_changed_answer_is_told_and_no_model_is_asked(demo_model: LocalBackend) -> None:
    interview = assessed(demo_model)
    for turn in Turn.objects.exclude(answer=""):
        Turn.objects.filter(pk=turn.pk).update(answer=f"{turn.answer} And more.")
    with pytest.raises(CommandError, match="6 of 6 passes differ"):
        replayed(interview)
    assert "its hash was" in recorded_pass(interview.assessments.order_by("pk")[0]).difference


def test_another_file_is_refused_by_its_hash(demo_model: LocalBackend) -> None:
    interview = assessed(demo_model)
    interview.assessments.update(model_sha256="f" * 64)
    with pytest.raises(CommandError, match="Set LLM_MODEL to that file"):
        replayed(interview)


def test_a_servers_model_cannot_be_asked_again(demo_model: LocalBackend) -> None:
    interview = assessed(demo_model)
    interview.assessments.update(**SERVED)
    with pytest.raises(CommandError, match="a model server may not answer alike"):
        replayed(interview)


def test_what_never_ended_and_another_rubric_are_named() -> None:
    interview, _user = waiting()
    row = queue.claim()
    assert row
    queue.fail(row, "timeout")
    text = replayed(interview)
    assert "The model took too long." in text and "waiting for a worker" in text
    Assessment.objects.update(state="done", failure="", finished_at=interview.created_at, lease_expires_at=None)
    assert "no model was asked" in replayed(interview)
    Assessment.objects.update(rubric_version="another")
    assert "competencies have changed" in replayed(interview)


def test_an_interview_without_an_assessment_is_named() -> None:
    with pytest.raises(CommandError, match="No model was asked about interview 999"):
        call_command("replay", "999", "--assessment")
